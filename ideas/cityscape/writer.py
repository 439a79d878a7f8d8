"""Writes titles, texts and comments of the made-up city, fast: sentences are rendered once, then only drawn."""

import random
from dataclasses import dataclass, field

from common.korean import SEAM, josa, pieces
from ideas.cityscape import vocabulary
from ideas.cityscape.vocabulary import TOPICS, Topic

# Scenes (a place and a thing) for each topic, and comments for each scene.
SCENES, COMMENTS = 60, 24
# Texts of the real portal: median about 400 characters, one in a hundred above 4,000. A sentence has about 27.
MEDIAN_SENTENCES, SPREAD, MOST_SENTENCES = 13, 0.95, 250
PARAGRAPH = 6  # sentences at most
# Sentences that are remembered cut; those with an address are too many to remember.
MOST_REMEMBERED = 60_000
WITH_ADDRESS = 0.35  # share of texts that name a street, so that the city has rare words too
WITH_HEADINGS = 0.06  # share of texts under the official headings
PARTICLES = {"은는": "은/는", "이가": "이/가", "을를": "을/를", "과와": "과/와"}


@dataclass
class Scene:
    """A place and a thing people write about, with its sentences."""

    topic: Topic
    titles: list[str] = field(default_factory=list)
    openings: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    proposals: list[str] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


class Writer:
    """Writes for a made-up city; the same `rng` writes the same."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.scenes = {topic.slug: [self._scene(topic) for _ in range(SCENES)] for topic in TOPICS}
        self.shares = [topic.share for topic in TOPICS]
        self.cut: dict[str, tuple[list[str], list[str]]] = {}

    def _scene(self, topic: Topic) -> Scene:
        place, thing = self.rng.choice(vocabulary.PLACES), self.rng.choice(topic.things)
        names = {"p": place, "t": thing, "t보다": f"{thing}보다"}
        names |= {f"t{key}": josa(thing, pair) for key, pair in PARTICLES.items()}

        def rendered(templates) -> list[str]:
            return [
                template.replace("{p}을", josa(place, "을/를")).format(**names, trouble=self.rng.choice(topic.troubles))
                for template in templates
            ]

        titles = [f"{place} {thing}, {wish}" for wish in topic.wishes] + [
            f"{josa(thing, '을/를')} {wish}" for wish in topic.wishes
        ]
        return Scene(
            topic,
            titles=titles,
            openings=rendered(vocabulary.OPENINGS),
            problems=rendered(vocabulary.PROBLEMS),
            proposals=rendered(vocabulary.PROPOSALS),
            effects=rendered(vocabulary.EFFECTS),
            comments=rendered(self.rng.choices(vocabulary.COMMENTS, k=COMMENTS)),
        )

    def scenes_for(self, count: int) -> list[Scene]:
        """What `count` ideas are about; popular topics come more often."""
        topics = self.rng.choices(TOPICS, self.shares, k=count)
        pick = self.rng.random
        return [self.scenes[topic.slug][int(pick() * SCENES)] for topic in topics]

    def title(self, scene: Scene) -> str:
        return self.rng.choice(scene.titles)

    def body(self, scene: Scene) -> list[list[str]]:
        """Sentences of an idea by paragraph: from one to very many, as people write. `text` makes them one text."""
        rng = self.rng
        length = min(MOST_SENTENCES, max(1, round(rng.lognormvariate(0, SPREAD) * MEDIAN_SENTENCES)))
        if length < 3:
            return [rng.sample(scene.proposals, length)]
        parts = [
            self._some(scene, "problems", max(1, int(length * 0.45))),
            self._some(scene, "proposals", max(1, int(length * 0.4))),
            self._some(scene, "effects", max(1, int(length * 0.15))),
        ]
        if rng.random() < WITH_HEADINGS:
            return [[f"{heading}\n{part[0]}", *part[1:]] for heading, part in zip(vocabulary.HEADINGS, parts, strict=True)]
        if rng.random() < WITH_ADDRESS:
            parts[0].insert(0, self._address())
        parts[0].insert(0, rng.choice(scene.openings))
        parts[2].append(rng.choice(vocabulary.CLOSINGS))
        return [part[i : i + PARAGRAPH] for part in parts for i in range(0, len(part), PARAGRAPH)]

    def _address(self) -> str:
        """A sentence about a street that few others name."""
        first, second, kind = (self.rng.choice(syllables) for syllables in vocabulary.STREET)
        return self.rng.choice(vocabulary.ADDRESSES).format(street=f"{first}{second}{kind}", number=self.rng.randrange(1, 400))

    @staticmethod
    def text(body: list[list[str]]) -> str:
        """The paragraphs as the idea keeps them."""
        return "\n\n".join([" ".join(sentences) for sentences in body])

    def pieces(self, title: str, body: list[list[str]]) -> str:
        """What common.korean.pieces makes of title and text. Every sentence is cut once: none runs on into the next one."""
        runs: dict[str, None] = {}
        seams: dict[str, None] = {}
        for sentence in (title, *(sentence for part in body for sentence in part)):
            cut = self.cut.get(sentence)
            if not cut:
                found = pieces(sentence).split()
                cut = [piece for piece in found if SEAM not in piece], [piece for piece in found if SEAM in piece]
                if len(self.cut) < MOST_REMEMBERED:
                    self.cut[sentence] = cut
            own_runs, own_seams = cut
            runs.update(dict.fromkeys(own_runs))
            seams.update(dict.fromkeys(own_seams))
        return " ".join([*runs, *seams])

    def _some(self, scene: Scene, kind: str, count: int) -> list[str]:
        """Sentences without repeating one while the scene has others; long texts wander on to other scenes of the topic."""
        own = getattr(scene, kind)
        found = self.rng.sample(own, min(count, len(own)))
        while len(found) < count:
            other = getattr(self.rng.choice(self.scenes[scene.topic.slug]), kind)
            found += self.rng.sample(other, min(count - len(found), len(other)))
        return found

    def comment(self, scene: Scene, is_reply: bool) -> str:
        return self.rng.choice(vocabulary.REPLIES if is_reply else scene.comments)
