"""The `edition` command: check, build, serve, explain, tag, new, release, withdraw, merge. Exit status 0: done; 1: Problems; 2: the command was misspelt."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Sequence

from . import build, new
from .pages.words import numbered
from .pipeline import all_rules, check_edition
from .problem import Problem, errors
from .releases.ledger import retired
from .releases.make import make_release
from .releases.pages import summary as changes_summary
from .tag_archival import tag_archival


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; `arguments` without the program's name. The exit status comes back."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    given = options().parse_args(arguments)
    try:
        return given.run(given)
    except KeyboardInterrupt:
        say("interrupted; the last good site is untouched")
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def options() -> argparse.ArgumentParser:
    """The grammar of the command line."""
    parser = argparse.ArgumentParser(prog="edition", description="Checks and builds the edition. Run it in the folder of the project.")
    parser.add_argument("--project", type=Path, default=Path("."), metavar="FOLDER", help="the folder of the project (default: here)")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    command = commands.add_parser("check", help="check the sources and say what is wrong")
    command.add_argument("files", nargs="*", help="report on these files only")
    command.add_argument("--witness", type=Path, metavar="FOLDER", help="compare the regests with the transcripts in FOLDER")
    command.set_defaults(run=run_check)

    command = commands.add_parser("build", help="check the sources and build the site to _site/")
    command.set_defaults(run=run_build)

    command = commands.add_parser("serve", help="build, serve on localhost, and build again whenever a file is saved")
    command.add_argument("--port", type=int, default=8000, help="the port on this machine (default: 8000)")
    command.set_defaults(run=run_serve)

    command = commands.add_parser("explain", help="explain a rule: its reason, a wrong and a right example")
    command.add_argument("code", nargs="?", help="the code, as R001; without it, all rules in a line each")
    command.set_defaults(run=run_explain)

    command = commands.add_parser("tag", help="propose structured elements for what is printed in a file, as a diff to review")
    command.add_argument("what", choices=["archival"], help="what to look for: archival references")
    command.add_argument("file", type=Path, help="the TEI file; it is not changed")
    command.set_defaults(run=run_tag)

    command = commands.add_parser("release", help="fix what every identifier says now as a release")
    command.add_argument("name", help="year and month, as in 2026.12, or 2026.12.1")
    command.set_defaults(run=run_release)

    for word, successor in (("withdraw", False), ("merge", True)):
        command = commands.add_parser(word, help=f"enter in the ledger that a released identifier was {'merged into another' if successor else 'withdrawn'}")
        command.add_argument("identifier")
        if successor:
            command.add_argument("successor", help="the identifier it was merged into")
        command.add_argument("--reason", required=True, help="why, in a sentence for readers")
        command.set_defaults(run=run_retire, status="merged" if successor else "withdrawn", successor="")

    command = commands.add_parser("new", help="begin a new text or register entry from a template")
    command.add_argument("kind", choices=sorted(new.TEMPLATES), help="what to begin")
    command.add_argument("identifier", help="its identifier, as in rees or bukharin")
    command.set_defaults(run=run_new)
    return parser


def say(words: str) -> None:
    """Progress and problems go to standard error; results to standard output."""
    print(words, file=sys.stderr, flush=True)


def show(problems: Sequence[Problem]) -> None:
    """Errors first, then what to look at."""
    for problem in sorted(problems, key=lambda problem: (problem.severity != "error", problem)):
        print(problem, file=sys.stderr)


def summary(problems: Sequence[Problem]) -> str:
    wrong = len(errors(problems))
    return f"{numbered(wrong, 'problem')}, {len(problems) - wrong} to look at"


def run_check(given: argparse.Namespace) -> int:
    """`edition check [FILES] [--witness FOLDER]`"""
    if given.witness is not None and not given.witness.is_dir():
        say(f"edition check: --witness must name a folder of transcripts, found {given.witness}")
        return 1
    report, witnesses = check_edition(given.project, given.files, given.witness)
    show(report.problems)
    for witness in witnesses:
        print(witness)
    print(f"{len(report.edition.documents)} files, {numbered(len(report.edition.texts), 'text')}, {len(report.edition.entries)} register entries: {summary(report.problems)}")
    return 1 if errors(report.problems) else 0


def run_build(given: argparse.Namespace) -> int:
    """`edition build`"""
    started = time.monotonic()
    done = build.last_build(given.project)
    warnings: Sequence[Problem] = ()
    if done is None:
        say("checking the sources")
        report, _ = check_edition(given.project)
        show(report.problems)
        if errors(report.problems):
            say(f"{summary(report.problems)}. Nothing was built; the last good site is untouched.")
            return 1
        warnings = report.problems
        try:
            done = build.build_site(given.project, report.edition, say)
        except build.BuildFailed as failure:
            show(failure.problems)
            say(f"{summary(failure.problems)}. The last good site is untouched.")
            return 1
    state = "nothing changed" if done.unchanged else summary(warnings)
    print(f"{numbered(done.texts, 'text')}, {done.passages} passages, {done.notes} notes, {done.pages} pages; {state}; "
          f"{time.monotonic() - started:.1f} s")
    print(f"open {(given.project / '_site' / 'index.html').resolve().as_uri()}")
    return 0


def run_serve(given: argparse.Namespace) -> int:
    """`edition serve [--port N]`"""
    from .serve import serve

    return serve(given.project, given.port, say)


def run_explain(given: argparse.Namespace) -> int:
    """`edition explain [CODE]`"""
    rules = {rule.code: rule for rule in all_rules()}
    if given.code is None:
        for rule in rules.values():
            print(f"{rule.code}  {rule.title}")
        return 0
    rule = rules.get(given.code.upper())
    if rule is None:
        say(f"edition explain: no rule has the code {given.code}; `edition explain` lists them")
        return 1
    print(f"{rule.code} ({rule.severity}): {rule.title}\n\n{rule.reason}\n\nwrong: {rule.wrong}\nright: {rule.right}")
    return 0


def run_tag(given: argparse.Namespace) -> int:
    """`edition tag archival FILE`"""
    diff, problems = tag_archival(given.file)
    show(problems)
    if diff:
        print(diff, end="")
    elif not problems:
        say(f"{given.file}: no printed archival reference that is not tagged")
    return 1 if problems else 0


def run_release(given: argparse.Namespace) -> int:
    """`edition release NAME`"""
    report, _ = check_edition(given.project)
    wrong = errors(report.problems)
    if wrong:
        show(wrong)
        say(f"{summary(wrong)}. Nothing was released.")
        return 1
    released, problems = make_release(given.project, report.edition, given.name)
    show(problems)
    if released is None:
        return 1
    print(f"release {released.release.name} of {released.release.date}: {changes_summary(released.changes) or 'nothing changed'}. Commit sources/releases/, sources/identifiers.tsv and CITATION.cff.")
    return 0


def run_retire(given: argparse.Namespace) -> int:
    """`edition withdraw IDENTIFIER --reason WHY`, `edition merge IDENTIFIER SUCCESSOR --reason WHY`"""
    problem = retired(given.project, given.identifier, given.status, given.reason, given.successor)
    if problem is not None:
        show([problem])
        return 1
    print(f"{given.identifier}: {given.status}. Now take it out of the sources, and run: edition check")
    return 0


def run_new(given: argparse.Namespace) -> int:
    """`edition new KIND IDENTIFIER`"""
    place, problem = new.begin(given.project, given.kind, given.identifier)
    if problem is not None:
        show([problem])
        return 1
    print(f"{place}: begun. Fill it in, then run: edition check {place.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
