"""What agencies send: ninjs, NewsML-G2, NITF, and text wires as IPTC 7901 and ANPA 1312 lay them out."""
