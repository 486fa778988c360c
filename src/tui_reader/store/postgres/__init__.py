"""A store on a server: PostgreSQL 14 or later, by psycopg (the extra [server])."""
