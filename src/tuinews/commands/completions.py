"""Completions for bash, zsh and fish, written from the parsers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import NamedTuple

from tuinews import manual
from tuinews.commands.parsers import arguments_of, parser_of
from tuinews.commands.table import COMMANDS
from tuinews.config import SETTINGS
from tuinews.errors import UsageError

SHELLS = ("bash", "zsh", "fish")


class Option(NamedTuple):
    """An option as a shell offers it."""

    flags: tuple[str, ...]
    help: str
    takes_value: bool
    choices: tuple[str, ...] = ()


class Offer(NamedTuple):
    """What a shell offers after a command's name."""

    name: str
    summary: str
    options: tuple[Option, ...]
    words: tuple[str, ...]
    """What may stand without an option; files where there is nothing."""


def script(shell: str) -> str:
    """Return the completions for a shell; raises UsageError when it is another one."""
    writers = {"bash": _bash, "zsh": _zsh, "fish": _fish}
    if shell not in writers:
        raise UsageError(f"There are completions for {', '.join(SHELLS)}, not for {shell}.")
    return "\n".join(writers[shell](offers())) + "\n"


def offers() -> tuple[Offer, ...]:
    """Return what can be offered, command by command."""
    found = []
    for command in COMMANDS.values():
        options, positionals = arguments_of(parser_of(command))
        words = [str(choice) for action in positionals for choice in action.choices or ()]
        if command.name == "config":
            words += [setting.key for setting in SETTINGS]
        elif command.name == "help":
            words += [*manual.TOPICS, *COMMANDS]
        found.append(Offer(command.name, command.summary, tuple(map(_option, options)), tuple(dict.fromkeys(words))))
    return tuple(found)


def _option(action: argparse.Action) -> Option:
    choices = tuple(map(str, action.choices or ()))
    text = (action.help or "").replace("%%", "%")
    return Option(tuple(action.option_strings), text, action.nargs != 0, choices)


def _bash(every: tuple[Offer, ...]) -> Iterator[str]:
    names = " ".join(offer.name for offer in every)
    yield from (
        '# bash completion for tuinews: eval "$(tuinews completions bash)", or save it where bash-completion looks.',
        "_tuinews() {",
        "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= word",
        '    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
        f'        case " {names} " in *" $word "*) command=$word; break ;; esac',
        "    done",
        "    COMPREPLY=()",
        '    case "$command:$before" in',
    )
    for offer in every:
        for option in offer.options:
            if option.choices:
                for flag in option.flags:
                    reply = f'COMPREPLY=($(compgen -W "{" ".join(option.choices)}" -- "$current"))'
                    yield f"        {offer.name}:{flag}) {reply}; return ;;"
    yield from (
        '        *:--data-dir) COMPREPLY=($(compgen -d -- "$current")); return ;;',
        "    esac",
        '    case "$command" in',
        '        "") COMPREPLY=($(compgen -W '
        f'"{names} --data-dir --subscribe --debug --version --help" -- "$current") $(compgen -f -- "$current")) ;;',
    )
    for offer in every:
        flags = " ".join(flag for option in offer.options for flag in option.flags)
        reply = f'COMPREPLY=($(compgen -W "{" ".join(offer.words)} {flags}" -- "$current")'
        files = "" if offer.words else ' $(compgen -f -- "$current")'
        yield f"        {offer.name}) {reply}{files}) ;;"
    yield from ("    esac", "}", "complete -o filenames -F _tuinews tuinews")


def _zsh(every: tuple[Offer, ...]) -> Iterator[str]:
    yield from (
        "#compdef tuinews",
        "# zsh completion for tuinews: save it as _tuinews in a folder of $fpath.",
        "_tuinews() {",
        "    local -a commands",
        "    commands=(",
        *(f"        {_quoted(f'{offer.name}:{offer.summary}')}" for offer in every),
        "    )",
        "    local command=${words[(r)(" + "|".join(offer.name for offer in every) + ")]}",
        '    case "$command" in',
    )
    for offer in every:
        yield f"        {offer.name})"
        yield "            _arguments \\"
        for option in offer.options:
            for flag in option.flags:
                value = f":value:({' '.join(option.choices)})" if option.choices else ":value:_files"
                spec = f"{flag}[{_plain(option.help)}]{value if option.takes_value else ''}"
                yield f"                {_quoted(spec)} \\"
        words = f"*:what:({' '.join(offer.words)})" if offer.words else "*:file:_files"
        yield f"                {_quoted(words)} ;;"
    yield from (
        "        *)",
        "            if (( CURRENT == 2 )); then _describe command commands; fi",
        "            _arguments '--data-dir[keep everything in a folder]:folder:_files -/' '--subscribe[subscribe]' "
        "'--version[print the version]' '--help[print a short help]' '*:file:_files' ;;",
        "    esac",
        "}",
        'if [ "$funcstack[1]" = "_tuinews" ]; then _tuinews "$@"; else compdef _tuinews tuinews; fi',
    )


def _fish(every: tuple[Offer, ...]) -> Iterator[str]:
    names = " ".join(offer.name for offer in every)
    yield "# fish completion for tuinews: tuinews completions fish > ~/.config/fish/completions/tuinews.fish"
    for offer in every:
        alone = f"-n 'not __fish_seen_subcommand_from {names}'"
        yield f"complete -c tuinews {alone} -a {offer.name} -d {_quoted(offer.summary)}"
        here = f"-n '__fish_seen_subcommand_from {offer.name}'"
        if offer.words:
            yield f"complete -c tuinews {here} -a {_quoted(' '.join(offer.words))}"
        for option in offer.options:
            flags = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)
            value = (
                f" -x -a {_quoted(' '.join(option.choices))}" if option.choices else " -r" if option.takes_value else ""
            )
            yield f"complete -c tuinews {here} {flags}{value} -d {_quoted(option.help)}"


def _quoted(text: str) -> str:
    """Return a text in single quotes, as all three shells read it."""
    return "'" + text.replace("'", "’") + "'"


def _plain(text: str) -> str:
    return text.replace("[", "(").replace("]", ")").replace(":", ";")
