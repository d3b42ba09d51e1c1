"""The network of stakeholders: who stands between whom, and where to draw them.

Layout and measures come from igraph, which is imported when it is needed. Both run on plain values, so that screens
compute them off their own thread.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.stakeholders import relations
from gcmdesk.stakeholders.relation_tables import Position
from gcmdesk.stakeholders.relations import SavedRelation
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, clock

if TYPE_CHECKING:
    from igraph import Graph  # type: ignore[import-untyped]

Places = Mapping[int, tuple[float, float]]

_STEPS = 100
_MOST_SIDES = 3
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Node:
    """A stakeholder on the map."""

    id: int
    name: str
    group: str
    """Id of the Tool 1 group."""
    level: str = ""
    """Id of the level, empty where nobody recorded it."""


@dataclass(frozen=True, slots=True)
class Network:
    """Stakeholders and the relations between them."""

    nodes: tuple[Node, ...]
    relations: tuple[SavedRelation, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a stakeholder stands in the network."""

    stakeholder: int
    out: int
    """Relations that go out from it; undirected ones count both ways."""
    into: int
    partners: int
    """Different stakeholders it is related to."""
    betweenness: float
    """Share of all shortest ways between two others that lead through it, 0 to 1."""
    bridges: tuple[int, ...]
    """Of each part of the network that meets here, the best connected member; empty when only one part does."""


def read(session: Session, kinds: frozenset[str] = frozenset(), level: str = "", *, unrelated: bool = False) -> Network:
    """The network of these types of relation (all when empty); `unrelated` adds stakeholders without any.

    With a `level`, the relations that have at least one end there.
    """
    query = select(Stakeholder.id, Stakeholder.name, Stakeholder.kind, func.coalesce(Stakeholder.level, "")).order_by(
        Stakeholder.name, Stakeholder.id
    )
    nodes = tuple(Node(*row) for row in session.execute(query))
    here = {node.id for node in nodes if not level or node.level == level}
    found = tuple(one for one in relations.all_of(session, kinds) if one.source in here or one.target in here)
    ends = {end for one in found for end in (one.source, one.target)}
    return Network(tuple(node for node in nodes if node.id in ends or (unrelated and node.id in here)), found)


def places(session: Session) -> dict[int, tuple[float, float]]:
    """Where stakeholders were last drawn."""
    return {id: (x, y) for id, x, y in session.execute(select(Position.stakeholder_id, Position.x, Position.y))}


def keep(session: Session, moved: Places) -> int:
    """Remember where stakeholders are drawn; returns how many places changed."""
    had = {row.stakeholder_id: row for row in session.scalars(select(Position))}
    new, changed = [], 0
    for stakeholder, (x, y) in moved.items():
        row = had.get(stakeholder)
        if row is None:
            new.append((stakeholder, x, y))
        elif (row.x, row.y) != (x, y):
            row.x, row.y = x, y
            changed += 1
    if new:
        uuids = dict(session.execute(select(Stakeholder.id, Stakeholder.uuid)).all())
        rows = [(_position_uuid(uuids[stakeholder]), stakeholder, x, y) for stakeholder, x, y in new]
        bulk.insert(session, Position, ("uuid", "stakeholder_id", "x", "y"), rows)
    return changed + len(new)


def layout(progress: Progress, network: Network, known: Places, seed: int = 1) -> dict[int, tuple[float, float]]:
    """Places for all nodes: force-directed (Fruchterman and Reingold), the same for the same seed.

    Nodes with a known place stay there; new ones are laid around them. Distances are in steps, about one a relation.
    """
    import igraph

    if not network.nodes:
        return {}
    progress.report(0, 1)
    here = [node.id for node in network.nodes]
    kept = {id: known[id] for id in here if id in known}
    if len(kept) == len(here):
        return dict(kept)
    chance = random.Random(seed)  # noqa: S311 - the same picture each time, nothing secret
    igraph.set_random_number_generator(chance)
    graph = _graph(network)
    size = max(len(here) ** 0.5, 1.0)
    start = [kept.get(id, (chance.uniform(-size, size), chance.uniform(-size, size))) for id in here]
    fixed = [(*start[at], *start[at]) if id in kept else (None, None, None, None) for at, id in enumerate(here)]
    bounds = list(zip(*fixed, strict=True)) if kept else None
    laid = graph.layout_fruchterman_reingold(
        niter=_STEPS,
        seed=start,
        **(_bounds(bounds, size) if bounds else {}),
    )
    progress.report(1, 1)
    return {id: kept.get(id, (float(x), float(y))) for id, (x, y) in zip(here, laid, strict=True)}


def measures(network: Network) -> tuple[Measure, ...]:
    """Degree, betweenness and bridges of every node, in the order of the nodes.

    Betweenness follows Freeman (1977) on the simple undirected network; parts are found by modularity (Blondel 2008).
    """
    import igraph

    if not network.nodes:
        return ()
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - the same parts each time, nothing secret
    graph = _graph(network)
    simple = graph.as_undirected(mode="collapse").simplify()
    count = len(network.nodes)
    pairs = (count - 1) * (count - 2) / 2
    between = [value / pairs if pairs else 0.0 for value in simple.betweenness(directed=False)]
    parts = simple.community_multilevel().membership
    out, into = _degrees(network)
    found = []
    for at, node in enumerate(network.nodes):
        bridges = _bridges(simple, at, parts) if between[at] > 0 else ()
        found.append(
            Measure(
                node.id,
                out[node.id],
                into[node.id],
                simple.degree(at),
                between[at],
                tuple(network.nodes[other].id for other in bridges),
            )
        )
    return tuple(found)


def loops(session: Session) -> tuple[SavedRelation, ...]:
    """Directed relations that run both ways between the same two, such as A funds B and B funds A; for review."""
    found = [one for one in relations.all_of(session) if one.directed]
    there = {(one.source, one.target, relations.key(one)) for one in found}
    return tuple(one for one in found if (one.target, one.source, relations.key(one)) in there)


def _position_uuid(stakeholder: bytes) -> bytes:
    return clock.joint_uuid(b"position", stakeholder)


def _graph(network: Network) -> "Graph":
    import igraph

    at = {node.id: place for place, node in enumerate(network.nodes)}
    edges = [(at[one.source], at[one.target]) for one in network.relations if one.source in at and one.target in at]
    return igraph.Graph(n=len(at), edges=edges, directed=True)


def _bounds(fixed: Iterable[tuple[float | None, ...]], size: float) -> dict[str, list[float]]:
    far = 4 * size + 4 * max((abs(value) for column in fixed for value in column if value is not None), default=1.0)
    names = ("minx", "miny", "maxx", "maxy")
    return {
        name: [(-far if name.startswith("min") else far) if value is None else value for value in column]
        for name, column in zip(names, fixed, strict=True)
    }


def _degrees(network: Network) -> tuple[dict[int, int], dict[int, int]]:
    out: dict[int, int] = defaultdict(int)
    into: dict[int, int] = defaultdict(int)
    for one in network.relations:
        out[one.source] += 1
        into[one.target] += 1
        if not one.directed:
            out[one.target] += 1
            into[one.source] += 1
    return out, into


def _bridges(graph: "Graph", at: int, parts: list[int]) -> tuple[int, ...]:
    best: dict[int, int] = {}
    for other in graph.neighbors(at):
        part = parts[other]
        if part not in best or graph.degree(other) > graph.degree(best[part]):
            best[part] = other
    sides = sorted(best.values(), key=lambda other: (-graph.degree(other), other))
    return tuple(sides[:_MOST_SIDES]) if len(sides) >= _PAIR else ()
