"""General English phrases that pages put round their text: furniture, labels, headings of summaries.

Gathered from the buttons and boxes that news sites of several countries share. Compared without case,
closing marks and counts. No outlet, person or place is in them.
"""

from __future__ import annotations

import re


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in listed.split(","))


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


FURNITURE = _phrases(
    """
    hashtags, comments, no comments yet, related articles, related topics, related stories, related, related
    content, more on this story, more on this topic, more from, read more, share, share this, share this article,
    share page, save, advertisement, advert, sponsored, promoted, sign up, subscribe, subscribe now, newsletter,
    newsletters, follow us, key events, key event, key posts, live reporting, top stories, most read, most viewed,
    most popular, trending, tags, topics, view comments, leave a comment, post a comment, load more, show more, see
    more, see all, view all, back to top, menu, skip to content, skip to main content, log in, sign in, register,
    cookies, accept all, print, email, copy link, this video can not be played, media caption, image caption, image
    source, end of image gallery, live feed, recommended, recommended stories, you may also like, you might also
    like, explore more, try our ai features, latest updates, live updates, listen, listen to article, watch live,
    get involved, have your say, contact us, try it now, show less, show key events only, published, updated, last
    updated, first published, hide, close, next, previous, summary, live summary
    """
)
FURNITURE_START = re.compile(
    r"(?:read more|more on this|related|sign up|subscribe|follow the latest|advertisement|download|click here|"
    r"listen to|share your|send your|get in touch)\s*[:|]|from \d{1,2}\s?[hm]\w* ago$",
    re.IGNORECASE,
)
# What newspapers and their like are called.
MASTHEADS = _words(
    """
    advertiser argus bugle bulletin chronicle citizen clarion courier dispatch echo enquirer examiner express gazette
    globe guardian herald independent inquirer journal ledger mail mercury messenger mirror news observer packet pilot
    post press record recorder reporter review sentinel standard star sun telegraph times tribune wire world
    """
)
KEY_EVENTS = _phrases("key events, key event, key posts, key moments, key updates, timeline of key events")
LABELS = _phrases(
    """
    analysis, breaking, breaking news, watch, explainer, explained, opinion, comment, fact check, reality check, at
    the scene, in pictures, video, eyewitness, recap, your questions answered, your questions, your views, update,
    live, exclusive, interview, in full, background, context, profile, key takeaways, pinned, pinned post, sketch,
    big picture, verified, from the scene, on the ground, timeline, factbox
    """
)
SUMMARIES = _phrases(
    """
    summary, live summary, key points, at a glance, what we know, what we know so far, the main points, main points,
    key takeaways, what you need to know, today so far, key updates, in brief, overview
    """
)
# Lower-case words that stand inside a name.
PARTICLES = _phrases("de, da, di, du, del, della, der, den, van, von, la, le, el, al, bin, ibn, ap, y, ten, ter, dos")
# Words that begin a sentence with a capital without being a name.
SENTENCE_STARTS = _phrases(
    """
    the, a, an, this, that, these, those, it, he, she, they, we, you, i, his, her, their, our, my, its, in, on, at,
    by, for, from, to, of, with, after, before, during, under, over, as, but, and, or, so, if, when, while, where,
    who, what, why, how, there, here, no, not, one, two, three, some, many, most, more, all, both, every, each,
    other, another, last, next, earlier, later, yesterday, today, tomorrow, now, then, also, asked, according,
    following, meanwhile, however, since, until, because, although, though, despite, speaking, about, into, just,
    only, even, still, yet, monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february,
    march, april, may, june, july, august, september, october, november, december, back, turning, per, via, amid,
    among, across, like, unlike
    """
)
# Words that any two news texts share, whatever they are about: function words and the vocabulary of
# reporting, government, time and amount. They say nothing about whether two paragraphs belong together.
COMMON_NEWS_WORDS = _words(
    """
    about above across after again against ago all almost alone along already also although always among and
    announced announcement another any anyone anything are around ask asked asking away back bad based became
    because become been before began behind being believe best better between big both bring brought but call called
    calling came can cannot case cases change changes claim claimed clear close come coming comment comments concern
    concerned concerns confirmed could countries country current currently daily day days deal decade decided
    decision describe described despite details did different discuss does doing done don down during each earlier
    early eight else end ended enough even ever every everyone everything expect expected face faced fact far few
    final finally find first five following for former found four from full further gave general get getting give
    given goes going gone good got government great group groups had half hand happen happened hard has have having
    head hear heard held help her here high him his hit hold hope hour hours how however huge hundreds idea
    important include included including increase indeed information inside instead interview into involved issue
    issues its itself job just keep key kind know known large last late later latest lead leader leaders leading
    least leave led left less let life like likely line little live local long longer look looking lot made main
    major make making man many matter may maybe mean means meanwhile meeting member members men met might million
    minister ministers minutes moment monday month months more morning most move much must name national near nearly
    need needed needs never new news next nine not nothing now number off office official officials often old once
    one only open order other others our out outside over own part parties party past pay people per person place
    plan plans play point political politics position possible power present president press prime problem problems
    process public put question questions quite rather ready real really reason recent recently remain report
    reported reporters reports response result right rights rise role round run running said same saturday saw say
    saying says second secretary see seen sent series serious service services set seven several shadow she short
    should show showed side since single six small some someone something soon source sources speak speaking spoke
    spokesman spokesperson spokeswoman staff start started state statement states still stood stop story such sunday
    support sure system take taken taking talk talks team tell ten than thank that the their them themselves then
    there these they thing things think thinking third this those though thought thousands three through thursday
    time times today together told tomorrow tonight too took top total toward towards tuesday turn two under
    understand until upon urged use used using very view want wanted wants was watch way ways wednesday week weekend
    weeks well went were what whatever when where whether which while who whole whom whose why wife will win with
    within without woman women won word words work worked working world would wrong year years yes yesterday yet you
    young your friday january february march april june july august september october november december able
    according act acting action added adding agree agreed allow allowed appear appeared area areas asks begin
    beginning cent chief city claims committee conference continue continued control council court create critical
    cut cuts damage data date department director economic effect effort efforts election emergency event events
    evidence example executive failed failure fall figure figures focus follow followed force forces form forward
    free future gives giving health home house human impact independent independence industry international issued
    join joined joint law laws leadership legal letter level levels lost low majority measures media money moved
    movement nation nations night note noted offer offered opposition organisation organization paid parliament
    passed period personal policy post potential pressure previous price private probably project protect provide
    quick raise raised reach reached read reality received relations release released review risk rule rules scale
    scheme security seek senior sense share shared situation social society special speech stage stand step steps
    strong summer term terms threat toll town trade trying vote voters votes warned warning wider winter worth write
    """
)
