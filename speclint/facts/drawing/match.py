"""Whether a label of a diagram names a component: by what it means, not by how it is spelled.

A name is read as its own words and the words for its sort at its end: *discount* + *service*. Two names
are one when their own words agree and their sorts do not contradict each other. `Order Service` is the
`Orders API`, but not the `Order DB` and not the `Payment Service`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from speclint.facts.drawing.wording import BREAK, said

SORTS: dict[str, str] = {
    # a running part; nearly every part may be called one of these
    **dict.fromkeys(
        "service server system module component layer tier microservice subsystem application app platform instance "
        "cluster backend engine manager handler api software container deployment node daemon tool sdk library "
        "framework middleware provider interface".split(),
        "part",
    ),
    **dict.fromkeys("db database store storage table schema bucket warehouse datastore repository".split(), "store"),
    **dict.fromkeys("cache".split(), "cache"),
    **dict.fromkeys("queue broker bus topic stream".split(), "queue"),
    **dict.fromkeys("ui frontend client cli web website webapp page view dashboard portal console spa".split(), "face"),
}
"""Words that say what sort of thing a name stands for; those of one class do not contradict each other."""

_FREE = {("part", "face"), ("part", "queue"), ("part", "cache"), ("cache", "store")}
"""Classes that may be the same thing: an application is a service, a cache is a store."""

_WEAK = frozenset(
    "service server system module component layer tier microservice subsystem application app platform instance "
    "cluster unit program process software main primary central shared core external internal".split()
)
"""Words that alone name nothing in particular."""

_CHIEF = frozenset("primary main central shared managed relational master default production persistent".split())
"""Words before a name that say how it is used."""

_ALIKE: dict[str, str] = {
    "database": "db", "datastore": "db", "rdbms": "db", "svc": "service", "srv": "server", "mq": "queue",
    "messagequeue": "queue", "msg": "message", "repo": "repository", "cfg": "config", "configuration": "config",
    "conf": "config", "mgr": "manager", "mgmt": "management", "ctrl": "controller", "gw": "gateway",
    "fe": "frontend", "be": "backend", "notif": "notification", "notify": "notification",
    "notifier": "notification", "application": "app", "admin": "administration", "administrator": "administration",
    "infra": "infrastructure", "env": "environment", "k8s": "kubernetes", "kube": "kubernetes", "js": "javascript",
    "ts": "typescript", "mongo": "mongodb", "elastic": "elasticsearch", "es": "elasticsearch",
    "rabbit": "rabbitmq", "authentication": "authn", "authenticator": "authn", "login": "authn",
    "authorization": "authz", "authorisation": "authz", "authorizer": "authz", "ext": "external",
    "gen": "generator", "proc": "processor", "stats": "statistics", "int": "integration", "websocket": "ws",
    "mail": "email", "mailer": "email", "website": "web", "webapp": "web", "userinterface": "ui",
    "evt": "event", "txn": "transaction", "tx": "transaction",
    "usr": "user", "org": "organization", "dev": "developer", "prod": "production", "sched": "scheduler",
    "persistence": "storage", "backend": "backend", "microservice": "service", "param": "parameter", "doc": "document",
    "docs": "document", "documentation": "document", "obj": "object", "img": "image", "pic": "image", "ml": "ml",
    "check": "valid", "checker": "valid", "checking": "valid",
    "nodejs": "node", "nextjs": "next", "vuejs": "vue", "expressjs": "express", "nuxtjs": "nuxt",
    "observability": "monitoring", "telemetry": "monitoring", "sms": "sms", "rec": "recommendation",
}  # fmt: skip
"""Words that mean another word."""

_DENIED = (("no",), ("not",), ("without",))
"""The first word of a label that says what is not there."""

_LONGEST = 400
"""Names and labels are read up to here."""

_SHORT = {
    "lb": ("load", "balancer"),
    "loadbalancer": ("load", "balancer"),
    "idp": ("identity", "provider"),
    "gw": ("gateway",),
    "dlq": ("dead", "letter", "queue"),
    "dwh": ("data", "warehouse"),
}
"""Letters that stand for several words without being their initials, or so common that they are read at once."""

_EQUAL = {frozenset(("auth", "authz")), frozenset(("auth", "authn"))}
"""Words that may stand for each other, but not through a third."""

_PRODUCTS = {
    "db": "postgres mysql mariadb sqlite mongodb dynamodb cassandra oracle mssql sqlserver aurora rds cockroachdb "
    "firestore supabase couchdb neo4j clickhouse duckdb bigquery snowflake redshift cosmosdb timescaledb influxdb",
    "cache": "redis memcached valkey hazelcast elasticache dragonfly",
    "queue": "kafka rabbitmq sqs nats pulsar kinesis activemq pubsub servicebus eventbridge sns zeromq",
    "gateway": "nginx kong traefik envoy haproxy apigee cloudflare alb elb istio caddy",
    "search": "elasticsearch opensearch solr meilisearch typesense algolia",
    "storage": "s3 gcs minio azureblob r2 ceph",
    "": "stripe paypal twilio sendgrid auth0 keycloak cognito okta firebase datadog grafana prometheus sentry jaeger "
    "loki kibana vault consul zookeeper etcd github gitlab jenkins slack openai anthropic ollama kubernetes docker "
    "airflow spark flink celery sidekiq",
}
_KNOWN = {word: kind for kind, words in _PRODUCTS.items() for word in words.split()}
"""Products that are components by themselves, and what they are."""

_SORT_OF = frozenset(_PRODUCTS) - {""}
_TECH = frozenset(
    "node nodejs express fastapi flask django spring springboot react vue angular svelte nextjs next nuxt go golang "
    "rust python java kotlin scala typescript javascript ruby rails php laravel csharp dotnet net c cpp swift graphql "
    "grpc rest http https html css jwt oauth oauth2 tls ssl json yaml sql aws gcp azure ec2 lambda fargate ecs eks "
    "gke cobra".split()
)
"""What things are made with: words beside a name, never a component's whole name in brackets."""

_COMPOUNDS = re.compile(
    r"(?i:postgre(?:s(?:ql)?)?\b|psql\b)|GraphQL|MySQL|GitHub|GitLab|JavaScript|TypeScript|RabbitMQ|MongoDB|DynamoDB|"
    r"OpenAPI|OAuth2?|NoSQL|WebSockets?|iOS|macOS|DevOps|FastAPI|Next\.js|Node\.js|Vue\.js|Nuxt\.js|Express\.js|PayPal|"
    r"DuckDB|ClickHouse|BigQuery|SQLite|MariaDB|CockroachDB|InfluxDB|TimescaleDB|ActiveMQ|ZeroMQ|ElastiCache|EventBridge|"
    r"K8s|S3|R2|EC2|Neo4j|Auth0|E2E|B2B|B2C|P2P|Web3|Log4j|IdP|"
    r"CloudFront|CloudWatch|CloudFlare|SendGrid|OpenSearch|ElasticSearch|MinIO|HAProxy|gRPC|LinkedIn|YouTube|C\+\+|C#|\.NET"
)
_CANONICAL = {
    **dict.fromkeys(("postgre", "postgresql", "psql"), "postgres"),
    "websockets": "websocket",
    "c++": "cpp",
    "c#": "csharp",
    ".net": "dotnet",
}
_WORDS = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]{2,}s?(?![a-z])|[A-Z]?[a-z]+|[A-Z]|\d+|[^\W\d_a-zA-Z]+")
_VERSION = re.compile(r"(?<![\w.])[v^~>=<]{0,2}\d+(?:\.\d+)*(?:\.x)?\+?(?![\w.])|\bv\d+\b")
_ARTICLE = re.compile(r"^(?:(?i:the|our|your|new|existing)|[aA]n|a)\s+(?=\S)")
_ASIDE = re.compile(r"[(\[{<«]([^()\[\]{}<>«»]{0,200})[)\]}>»]")
_CUT = re.compile(r"\s+[-–—|→]\s+|:(?:\s|$)|\s--\s")
_SPLIT_ALL = re.compile(r"\s*(?:,|;|\s\+\s|\s&\s|\s(?:and|und|et|y)\s)\s*")
_SPLIT_ANY = re.compile(r"\s*(?:/|\s(?:or|oder|ou)\s|\|)\s*")
_TWO_LETTERS = frozenset(["lb", "db", "ui", "mq", "gw", "ai", "ml", "ci", "cd", "qa", "vm"])
_ENDINGS = tuple("ization isation ation ating ator ate ment ing ers er or ed ion al e".split())
_PLURAL_KEPT = ("ss", "us", "is")


@dataclass(frozen=True, slots=True)
class Key:
    """A name for comparison: its own words, its words for a sort, and all words as said (for acronyms)."""

    own: tuple[str, ...]
    sort: tuple[str, ...]
    words: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Own words and sort together."""
        return (*self.own, *self.sort)

    @property
    def weak(self) -> bool:
        """Whether it names nothing in particular, as *Service* or *Application Layer* do."""
        return all(word in _WEAK for word in self.own)


@lru_cache(maxsize=4096)
def key(name: str) -> Key:
    """Read a name without its brackets: `The Orders_Service v2` as *order* + *service*."""
    text = said(name)
    plain = _ASIDE.sub(" ", text)
    plain = plain if _LETTER.search(plain) else text
    plain = _ARTICLE.sub("", plain.strip()[:300])
    numbers = tuple(re.findall(r"\d+", plain))
    unversioned = _VERSION.sub(" ", plain)
    plain = unversioned if _LETTER.search(unversioned) else plain
    words = tuple(spelled for word in _words(plain) for spelled in _SHORT.get(word.lower(), (word,)))
    tokens = [_token(word) for word in words]
    while len(tokens) > 1 and tokens[0] in _CHIEF and tokens[1] not in _WEAK:
        del tokens[0]
    cut = len(tokens)
    while cut > 1 and tokens[cut - 1] in _SORT_TOKENS:
        cut -= 1
    return Key(tuple(tokens[:cut]), tuple(tokens[cut:]), tuple(word.lower() for word in words), numbers)


_LETTER = re.compile(r"[^\W\d_]")


def _words(text: str) -> Iterable[str]:
    """The words of a text, parted where the case changes."""
    at = 0
    for found in _COMPOUNDS.finditer(text):
        yield from _WORDS.findall(text[at : found.start()])
        word = found.group().lower().replace(".js", "js")
        yield _CANONICAL.get(word, word)
        at = found.end()
    yield from _WORDS.findall(text[at:])


def _token(word: str) -> str:
    low = word.lower()
    low = _ALIKE.get(low, low)
    low = _singular(low)
    low = _ALIKE.get(low, low)
    return low if low in _KEPT else _stem(low)


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(_PLURAL_KEPT) or word in _KNOWN:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def _stem(word: str) -> str:
    """The word without its endings, down to four letters: *scheduling*, *scheduler* → *schedul*."""
    if not word.isascii() or word in _KNOWN:
        return word
    for _ in range(3):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                word = word[: -len(ending)]
                break
        else:
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


_KEPT = frozenset(SORTS) | frozenset(_KNOWN) | _WEAK | frozenset(_ALIKE.values())
_SORT_TOKENS = frozenset(_ALIKE.get(word, word) for word in SORTS)
_CLASS = {_ALIKE.get(word, word): kind for word, kind in SORTS.items()}


def names(label_text: str, component: str) -> bool:
    """Whether a label names a component."""
    label_text, component = label_text[:_LONGEST], component[:_LONGEST]
    wanted = _wanted(component)
    return any(_names(label_text, one) for one in wanted) or _listed(label_text, component)


def _names(label: str, component: str) -> bool:
    want = key(component)
    return bool(want.own) and any(_same(offer, want, whole) for offer, whole in _offers(label))


@lru_cache(maxsize=1024)
def _wanted(component: str) -> tuple[str, ...]:
    """The ways to say a component: its name, and a product in brackets behind a plain word for its sort."""
    plain = said(component)
    cut = _CUT.split(plain, maxsplit=1)[0]
    found = [cut]
    main = key(cut)
    generic = all(word in _SORT_TOKENS or word in _SORT_OF or word in _WEAK for word in main.own)
    for aside in _ASIDE.findall(plain):
        inner = key(aside)
        made = all(word in _TECH for word in inner.own)
        if made:
            continue
        if generic or _is_a(inner, main) or (inner.own and _initials(main) == "".join(inner.words)):
            found.append(aside)
    return tuple(found)


def _listed(label: str, component: str) -> bool:
    """Whether a component that lists several is named by one of two that are alternatives."""
    plain = _ASIDE.sub(" ", said(component))
    several = [piece for piece in _SPLIT_ANY.split(plain) if piece.strip()]
    if len(several) < 2 or any(len(key(piece).own) == 0 or key(piece).weak for piece in several):
        return False
    return any(_names(label, piece) for piece in several)


@lru_cache(maxsize=4096)
def _offers(label: str) -> tuple[tuple[Key, bool], ...]:
    """What a label may be read as; true where it is the whole label or its first line."""
    lines = [line for line in BREAK.split(label) if line.strip()]
    joined = " ".join(lines)
    found: list[tuple[Key, bool]] = [(key(joined), True)]
    head = _CUT.split(_ASIDE.sub(" ", said(joined)), maxsplit=1)[0]
    found.append((key(head), True))
    if len(lines) > 1 and _complete(lines):
        found.append((key(lines[0]), True))
    found += [(key(line), False) for line in lines[1:]]
    for aside in _ASIDE.findall(said(joined)):
        found.append((key(aside), False))
        found += [(key(piece), False) for piece in _SPLIT_ALL.split(aside)]
    found += [(key(piece), True) for piece in (*_SPLIT_ALL.split(head), *_SPLIT_ANY.split(head))]
    return tuple(dict.fromkeys((offer, whole) for offer, whole in found if offer.own))


def _complete(lines: list[str]) -> bool:
    """Whether the first line is a name by itself, and the next tells about it."""
    first, second = key(lines[0]), key(lines[1])
    if len(first.all) > 1 or any(word in _KNOWN for word in first.own):
        return True
    return not second.own or any(word in _TECH or word in _KNOWN for word in second.own)


def _same(offer: Key, want: Key, whole: bool) -> bool:
    """Whether what a label offers is what is wanted; of what stands aside only products count."""
    if _numbered(offer, want) or offer.words[:1] in _DENIED:
        return False
    if not whole:
        return _product(offer, want)
    if want.weak or offer.weak:
        return _said_alike(offer.all, want.all)
    if _agree(offer.own, want.own):
        made = all(word in _TECH for word in want.own)
        return _compatible(offer.sort, want.sort) and (not made or bool(offer.sort) == bool(want.sort))
    return _acronym(offer, want) or _contains(offer, want) or _kind_of(offer, want)


def _product(offer: Key, want: Key) -> bool:
    """Whether both name one product: `Cache (Redis)` is Redis, `Session store / Redis` too."""
    return _agree(offer.own, want.own) and any(word in _KNOWN for word in want.own)


def _numbered(offer: Key, want: Key) -> bool:
    """Whether two names differ in their numbers alone, and are no products with versions."""
    if not offer.numbers or not want.numbers or offer.numbers == want.numbers:
        return False
    return not any(word in _KNOWN or word in _TECH for word in (*want.own, *offer.own))


def _agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if len(a) == len(b) and all(_alike(x, y) for x, y in zip(a, b, strict=True)):
        return True
    return "".join(a) == "".join(b) or (len(a) == len(b) > 1 and sorted(a) == sorted(b))


def _said_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return _agree(a, b)


def _alike(a: str, b: str) -> bool:
    if a == b or frozenset((a, b)) in _EQUAL:
        return True
    return not a.isascii() and not b.isascii() and min(len(a), len(b)) > 1 and (a in b or b in a)


def _compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the sorts of two names may be one thing's."""
    if not a or not b:
        return True
    kinds = [{_CLASS[word] for word in words if word in _CLASS} for words in (a, b)]
    if kinds[0] & kinds[1] or set(a) & set(b):
        return True
    return any((x, y) in _FREE or (y, x) in _FREE for x in kinds[0] for y in kinds[1])


def _initials(name: Key) -> str:
    return "".join(word[0] for word in name.words)


def _acronym(offer: Key, want: Key) -> bool:
    """`CDN` and `Content Delivery Network`, whichever is the label."""
    for short, long in ((offer, want), (want, offer)):
        if len(short.own) == 1 and not short.sort and len(long.words) > 1:
            raw = short.words[0]
            wide = len(raw) > 2 or raw in _TWO_LETTERS
            if wide and raw.isascii() and raw in (_initials(long), _initials(long)[: len(long.own)]):
                return True
    return False


def _contains(offer: Key, want: Key) -> bool:
    """Whether one name holds the other with more about it: `Core API`, `Core API v2 for partners`."""
    if _within(want.all, offer.all) and (len(want.all) > 1 or want.own[0] in _KNOWN):
        return len(want.own) > 1 or bool(want.sort) or want.own[0] in _KNOWN
    if len(offer.own) > 1 and _within(offer.own, want.own):
        return _compatible(offer.sort, want.sort)
    return _head(offer, want)


def _head(offer: Key, want: Key) -> bool:
    """Whether one name is the other's last own word: `Scheduler` is the `Job Scheduler`."""
    short, long = (offer, want) if len(offer.own) < len(want.own) else (want, offer)
    if len(short.own) != 1 or len(long.own) < 2 or not _compatible(short.sort, long.sort):
        return False
    return _alike(short.own[0], long.own[-1]) and short.own[0] not in _COMMON


_COMMON = _SORT_TOKENS | frozenset(
    "data user order event message file request response code test type logic access".split()
)
"""Words too common to be the whole name of what has more words."""


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    size = len(short)
    return any(
        all(_alike(x, y) for x, y in zip(short, long[start : start + size], strict=True))
        for start in range(len(long) - size + 1)
    )


def _kind_of(offer: Key, want: Key) -> bool:
    """`Database` is drawn as `PostgreSQL`, and the other way round, where the plain word stands alone."""
    if _is_a(offer, want) or _is_a(want, offer):
        return True
    return len(want.own) == 1 and want.own[0] in offer.sort and _CLASS[want.own[0]] != "part"


def _is_a(product: Key, plain: Key) -> bool:
    """Whether a plain name says what a product is: PostgreSQL is a `Database`, Kong an `API Gateway`."""
    kind = next((_KNOWN[word] for word in product.own if word in _KNOWN), "")
    if not kind or any(word not in _KNOWN and word not in _VENDORS for word in product.own):
        return False
    words = tuple(word for word in plain.all if word not in _WEAK)
    return words in _PLAIN[kind]


_VENDORS = frozenset("aws amazon azure google gcp cloud managed elastic oracle".split())
_PLAIN: dict[str, frozenset[tuple[str, ...]]] = {
    kind: frozenset(key(name).all for name in named)
    for kind, named in {
        "db": ("database", "relational database", "SQL database", "document store", "data store", "NoSQL database"),
        "cache": ("cache", "in-memory cache", "distributed cache", "session store", "caching layer", "key-value store"),
        "queue": (
            *("queue", "message queue", "message broker", "event bus", "message bus", "event queue", "broker"),
            *("event broker", "event stream", "job queue", "task queue", "event streaming platform"),
        ),
        "gateway": ("gateway", "API gateway", "load balancer", "reverse proxy", "ingress", "proxy", "edge proxy"),
        "search": ("search", "search engine", "search index", "full-text search", "search service"),
        "storage": ("storage", "object storage", "object store", "blob storage", "file storage", "file store"),
    }.items()
}
"""How people call what a product is."""


def drawn(component: str, labels: Iterable[str]) -> str | None:
    """The label that names a component, or None. One that lists several is drawn where each of them is."""
    known = list(labels)
    pieces = [piece for piece in _SPLIT_ALL.split(_ASIDE.sub(" ", said(component[:_LONGEST]))) if piece.strip()]
    whole = key(component[:_LONGEST])
    same = next((label for label in known if _agree(key(label[:_LONGEST]).all, whole.all)), None)
    if same is not None and whole.own:
        return same
    if len(pieces) < 2:
        return next((label for label in known if names(label, component)), None)
    each = [next((label for label in known if names(label, piece)), None) for piece in _shared(pieces)]
    return each[0] if all(each) else None


def _shared(pieces: list[str]) -> list[str]:
    """`Cart & Order Service` lists the Cart Service and the Order Service."""
    last = pieces[-1].split()
    if len(last) > 1 and key(pieces[-1]).sort:
        return [piece if key(piece).sort else f"{piece} {last[-1]}" for piece in pieces]
    return pieces


def is_technology(name: str) -> bool:
    """Whether a name is nothing but what a thing is made with, a product, or a word for its sort."""
    words = key(name[:_LONGEST]).all
    return all(
        word in _TECH or word in _KNOWN or word in _VENDORS or word in _SORT_TOKENS or word in _WEAK for word in words
    )
