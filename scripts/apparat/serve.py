"""`edition serve`: the site on localhost, made anew at every save; a broken file shows its Problems in the browser.

The site is served as it lies in `_site`. Each HTML page gets one script more, which listens to server-sent events (HTML Standard,
"Server-sent events"): "built" makes the browser load the page again, "problems" shows them over it. Nothing of this is in `_site`.
"""

from __future__ import annotations

import html
import json
import queue
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Callable

from watchfiles import watch

from . import build
from .pages.site import MADE, MADE_FILES
from .pipeline import check_edition
from .problem import Problem, errors

SCRIPT = """
<script>
  (() => {
    const events = new EventSource("/-/events");
    let state = null;
    events.addEventListener("state", (event) => {
      const now = JSON.parse(event.data);
      document.getElementById("edition-problems")?.remove();
      if (now.problems.length) {
        const box = document.createElement("pre");
        box.id = "edition-problems";
        box.setAttribute("role", "alert");
        box.textContent = now.problems.join("\\n\\n");
        box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem 1.5rem;z-index:99;" +
          "background:#2b0f0b;color:#fbeee9;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;border-top:3px solid #eba794";
        document.body.append(box);
      } else if (state !== null && now.build !== state) {
        location.reload();
      }
      if (!now.problems.length) state = now.build;
    });
  })();
</script>
"""


class State:
    """What the server knows: how many builds there were, and the Problems of the last try. Browsers wait on `listeners`."""

    def __init__(self) -> None:
        self.builds, self.problems = 0, []
        self.lock = threading.Lock()
        self.listeners: list[queue.Queue] = []

    def set(self, problems: list[Problem]) -> None:
        with self.lock:
            self.problems = [str(problem) for problem in problems]
            self.builds += not problems
            for listener in self.listeners:
                listener.put(self.message())

    def message(self) -> bytes:
        return f"event: state\ndata: {json.dumps({'build': self.builds, 'problems': self.problems})}\n\n".encode()

    def listen(self) -> queue.Queue:
        listener: queue.Queue = queue.Queue()
        with self.lock:
            self.listeners.append(listener)
            listener.put(self.message())
        return listener


def make_anew(project: Path, state: State, say: Callable[[str], None]) -> None:
    """Checks and builds once; the outcome goes to `state`."""
    if build.last_build(project) is not None and state.builds == 0:
        state.set([])
        say("the site is up to date")
        return
    report, _ = check_edition(project)
    wrong = errors(report.problems)
    if not wrong:
        try:
            done = build.build_site(project, report.edition, say)
            say(f"built in {done.seconds} s")
        except build.BuildFailed as failure:
            wrong = failure.problems
    for problem in wrong:
        say(str(problem))
    state.set(wrong)


class Handler(SimpleHTTPRequestHandler):
    """Serves `_site`; HTML gets the script, /-/events the stream of states, a missing site the Problems."""

    def __init__(self, *arguments, project: Path, state: State, **options) -> None:
        self.project, self.state = project, state
        super().__init__(*arguments, directory=str(project / "_site"), **options)

    def do_GET(self) -> None:
        if self.path == "/-/events":
            self.stream()
            return
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path = path / "index.html"
        if path.suffix == ".html" or not (self.project / "_site").is_dir():
            self.send_page(path)
        else:
            super().do_GET()

    def send_page(self, path: Path) -> None:
        try:
            status, data = 200, path.read_bytes()
        except OSError:
            problems = "\n\n".join(self.state.problems) or "There is no such page."
            status, data = 404, f"<!doctype html><html lang='en'><title>No page</title><body><pre>{html.escape(problems)}</pre></body></html>".encode()
        head, body, tail = data.rpartition(b"</body>")
        data = head + SCRIPT.encode() + body + tail
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        listener = self.state.listen()
        try:
            while True:
                try:
                    self.wfile.write(listener.get(timeout=15))
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except OSError:
            self.state.listeners.remove(listener)

    def log_message(self, format: str, *arguments) -> None:
        pass


def is_input(project: Path, path: str) -> bool:
    """Whether a change of this file concerns the site: an input of the build that is not made by it."""
    try:
        parts = Path(path).resolve().relative_to(project.resolve()).parts
    except ValueError:
        return False
    if not parts or parts[0] not in build.INPUTS or path.endswith(("~", ".swp", ".tmp")):
        return False
    return not (parts[0] == "edition" and len(parts) > 1 and (parts[1] in MADE or parts[1] in MADE_FILES))


def serve(project: Path, port: int, say: Callable[[str], None]) -> int:
    """Serves until interrupted; 1 where the port is taken."""
    state = State()
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, project=project, state=state))
    except OSError as error:
        say(f"edition serve: the port {port} must be free, found: {error.strerror}; try --port {port + 1}")
        return 1
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    saved: queue.Queue = queue.Queue()
    threading.Thread(target=watch_into, args=(project, saved), daemon=True).start()  # before the first build, so that no save is missed
    try:
        make_anew(project, state, say)
        say(f"open http://localhost:{server.server_port}/ (Ctrl-C to stop)")
        while True:
            saved.get()
            while not saved.empty():
                saved.get()
            say("something was saved")
            make_anew(project, state, say)
    except KeyboardInterrupt:
        say("stopped")
    finally:
        server.shutdown()
    return 0


def watch_into(project: Path, saved: queue.Queue) -> None:
    """Puts an item into `saved` whenever inputs of the build were saved."""
    for changes in watch(project, watch_filter=lambda change, path: is_input(project, path), debounce=200, step=50, raise_interrupt=False):
        saved.put(changes)
