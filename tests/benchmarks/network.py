"""The map of relations with 500 stakeholders and 2,000 relations: laid out, first painted, moved."""

import random
from collections.abc import Iterator

from tests.benchmarks.measure import Measurement, compare

NODES, EDGES = 500, 2_000
_REFERENCE = "a scene with one item per edge"
_FIRST, _FRAME = "its first paint", "a frame while it moves"


def _network() -> object:
    from gcmdesk.stakeholders.network import Network, Node
    from gcmdesk.stakeholders.relations import KINDS, SavedRelation

    rng = random.Random(1)  # noqa: S311 - the same network each time
    levels = ("local", "national", "regional", "global", "")
    nodes = tuple(
        Node(id, f"Association number {id}", "civil-society", rng.choice(levels)) for id in range(1, NODES + 1)
    )
    found = []
    for id in range(1, EDGES + 1):
        source, target = rng.sample(range(1, NODES + 1), 2)
        kind = rng.choice(KINDS)
        found.append(
            SavedRelation(id, source, "", target, "", kind.id, None, "", kind.directed, rng.randrange(1, 4), "")
        )
    return Network(nodes, tuple(found))


def _bare_layout(network: object) -> object:
    import igraph

    edges = [(one.source - 1, one.target - 1) for one in network.relations]
    return igraph.Graph(n=NODES, edges=edges).layout_fruchterman_reingold(niter=100)


def _view() -> object:
    from ui.widgets.network_view import NetworkView

    made = NetworkView("Map", {})
    made.resize(1000, 700)
    made.grab()  # lays out what is pending
    return made


def _scene(network: object, places: dict[int, tuple[float, float]]) -> object:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

    scene = QGraphicsScene()
    for one in network.relations:
        scene.addLine(*(30 * value for end in (one.source, one.target) for value in places[end]))
    for node in network.nodes:
        x, y = (30 * value for value in places[node.id])
        scene.addEllipse(QRectF(x - 5, y - 5, 10, 10))
        scene.addSimpleText(node.name).setPos(x + 8, y - 8)
    view = QGraphicsView(scene)
    view.kept = scene
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.resize(1000, 700)
    view.fitInView(scene.sceneRect())
    view.viewport().grab()
    return view


def measurements() -> Iterator[Measurement]:
    """Layout against the library's own, painting against a scene of items."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from gcmdesk.jobs import Progress
    from gcmdesk.stakeholders import network as networks
    from gcmdesk.stakeholders.network import Network

    app = QApplication.instance() or QApplication([])
    network = _network()
    name = f"map of {NODES} with {EDGES:,} relations laid out"
    yield compare(
        name,
        lambda: networks.layout(Progress(), network, {}),
        "igraph, 100 steps",
        lambda: _bare_layout(network),
        rounds=5,
        target=2,
    )
    places = networks.layout(Progress(), network, {})
    measures = networks.measures(network)
    view = _view()
    paper = QPixmap(1000, 700)

    def show() -> None:
        view.show_network(Network((), ()), {}, ())
        view.show_network(network, places, measures)
        view.render(paper)

    yield compare(_FIRST, show, _REFERENCE, lambda: _scene(network, places), rounds=15, target=0.4)
    scene = _scene(network, places)

    def pan() -> None:
        view.pan(QPointF(3, 2))
        view.render(paper)

    def pan_scene() -> None:
        bar = scene.horizontalScrollBar()
        bar.setValue(bar.value() + 1 if bar.value() < bar.maximum() else bar.minimum())
        scene.viewport().render(paper)

    yield compare(_FRAME, pan, _REFERENCE, pan_scene, rounds=25, target=0.25)
    app.processEvents()
