"""The recipes of docs/writing.md, as they stand there, each in its program."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "writing.md"
PAGE = """\
Ferry to run on Sundays
The council voted on Monday for a ferry on Sundays.
Mara Quill, the mayor, said: “We must not shy away from the ferry.”
Tom Fell, the harbourmaster, said: “I don't sign the quibblewick papers.”
"""
QUILL, FELL = "“We must not shy away from the ferry.” — Mara Quill", "“I don't sign the quibblewick papers.” — Tom Fell"


def recipe(language: str) -> str:
    """The block of the document fenced with this language."""
    (block,) = re.findall(
        rf"^```{re.escape(language)}\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return block


def need(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"skipped: no {program}")
    return found


@dataclass(frozen=True)
class Desk:
    """A folder to work in, and programs that find tui-reader and a store with two quotations."""

    folder: Path
    environment: dict[str, str]

    def run(self, *call: str | Path, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            call, input=stdin, env=self.environment | more, cwd=self.folder, capture_output=True, text=True, timeout=60
        )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    program = folder / "bin" / "tui-reader"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui_reader "$@"\n')
    program.chmod(0o755)
    homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    environment = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        **homes,
    }
    desk = Desk(folder, environment)
    # A setting that cannot be used: what is said about it must not land in the text.
    (folder / "config" / "tui-reader").mkdir(parents=True)
    (folder / "config" / "tui-reader" / "config.toml").write_text('colour = "red"\n')
    (folder / "page.txt").write_text(PAGE)
    done = desk.run("tui-reader", "--no-seeds", "ingest", "page.txt", "--outlet", "Harbour Post")
    assert done.returncode == 0, done.stderr
    return desk


def id_of(desk: Desk, word: str) -> str:
    return desk.run("tui-reader", "quotations", word).stdout.split("\t")[0]


# -- one line -------------------------------------------------------------------------------------
def test_one_line(desk: Desk) -> None:
    done = desk.run("sh", "-c", recipe("sh one"))
    assert done.returncode == 0
    assert done.stdout.startswith(QUILL)


@pytest.mark.parametrize("words", ["qibblewick paper", "don't sign the", "I * sign ; quibblewick\n", "'quibblewick\""])
def test_a_line_is_replaced_by_its_quotation(desk: Desk, words: str) -> None:
    done = desk.run("sh", "-c", recipe("sh filter"), stdin=words)
    assert done.stdout.startswith(FELL), done.stderr
    assert done.stdout.count("\n") == 1


def test_a_line_that_finds_nothing_fails(desk: Desk) -> None:
    done = desk.run("sh", "-c", recipe("sh filter"), stdin="xylophone")
    assert (done.returncode != 0, done.stdout) == (True, "")


# -- fzf ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("shell", ["bash", "zsh", "dash"])
def test_fzf_prints_in_a_pipe(desk: Desk, shell: str) -> None:
    need("fzf")
    script = f"{recipe('sh fzf')}\nquote ferry quill | cat"
    done = desk.run(need(shell), "-c", script, FZF_DEFAULT_OPTS="--filter=shy")
    assert done.stdout.startswith(QUILL), done.stderr
    assert done.stdout.count("\n") == 1


def test_fzf_shows_the_copy_beside_the_list(desk: Desk) -> None:
    need("fzf")
    (preview,) = re.findall(r"--preview '([^']*)'", recipe("sh fzf"))
    done = desk.run("sh", "-c", preview.replace("{1}", f"'{id_of(desk, 'quibblewick')}'"))
    assert done.stdout.startswith(FELL)


def test_fzf_left_without_a_choice_copies_nothing(desk: Desk) -> None:
    need("fzf")
    script = f"{recipe('sh fzf')}\nquote ferry | cat"
    assert desk.run("sh", "-c", script, FZF_DEFAULT_OPTS="--filter=xylophone").stdout == ""


# -- checking a draft -----------------------------------------------------------------------------
def test_vim_jumps_to_what_check_finds(desk: Desk) -> None:
    need("vim")
    (desk.folder / "check.vim").write_text("filetype on\n" + recipe("vim check"))
    draft = desk.folder / "my draft.md"
    draft.write_text("Ferry\n\n“We must shy away from the ferry,” said Mara Quill, the mayor.\n")
    steps = [
        "source check.vim",
        f"edit {str(draft).replace(' ', chr(92) + ' ')}",
        "setfiletype markdown",
        "silent make",
    ]
    told = "call writefile([getqflist()[0].lnum . ':' . getqflist()[0].col . ':' . getqflist()[0].type], 'told.txt')"
    commands = [part for step in (*steps, told, "qall!") for part in ("-c", step)]
    desk.run("vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", *commands)
    assert (desk.folder / "told.txt").read_text() == "3:2:e\n"


WRONG_DRAFT = "Zoë 😀 told us.\n\n“We must shy away from the ferry,” said Mara Quill, the mayor.\n"
RIGHT_LINE = "“We must not shy away from the ferry,” said Mara Quill, the mayor."


def put_draft(desk: Desk) -> Path:
    (desk.folder / "draft.md").write_text(WRONG_DRAFT)
    return desk.folder / "draft.md"


def test_kakoune_jumps_to_what_check_finds(desk: Desk) -> None:
    draft = put_draft(desk)
    leave = 'printf %s "$kak_cursor_line:$kak_cursor_column" > told.txt; kill -TERM "$PPID"'
    told = f"make-next-error; nop %sh{{ {leave} }}"
    steps = f"{recipe('kak check')}\nmake draft.md\nhook global BufCloseFifo .* %{{ {told} }}"
    (desk.folder / "check.kak").write_text(steps)
    desk.run(need("kak"), "-ui", "dummy", "-e", "source check.kak", draft)
    assert (desk.folder / "told.txt").read_text() == "3:2"


def test_emacs_jumps_to_what_check_finds(desk: Desk) -> None:
    put_draft(desk)
    steps = """(progn (require 'compile) (compile "tui-reader check draft.md")
        (while (get-buffer-process "*compilation*") (accept-process-output nil 0.1))
        (next-error)
        (with-current-buffer "draft.md" (princ (format "%d:%d" (line-number-at-pos) (1+ (current-column))))))"""
    done = desk.run(need("emacs"), "-Q", "--batch", "--eval", steps)
    assert done.stdout.endswith("3:2"), done.stderr


# -- the language server --------------------------------------------------------------------------
def test_neovim_is_told_while_writing(desk: Desk) -> None:
    """The verdict under the words, though neovim hands its place back in bytes; the printed words taken."""
    draft = put_draft(desk)
    (desk.folder / "lsp.lua").write_text(recipe("lua lsp"))
    (desk.folder / "ask.lua").write_text("""
        vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
        local found = vim.diagnostic.get(0)[1]
        assert(found.lnum == 2 and found.col == 3, found.message)
        vim.api.nvim_win_set_cursor(0, { 3, 5 })
        local about = vim.lsp.util.make_range_params()
        about.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, 2) }
        for id, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/codeAction", about, 20000)) do
          local client = vim.lsp.get_client_by_id(id)
          vim.lsp.util.apply_workspace_edit(answer.result[1].edit, client.offset_encoding)
        end
    """)
    steps = ["filetype on", "luafile lsp.lua", "edit draft.md", "luafile ask.lua", "write", "qall!"]
    commands = [part for step in steps for part in ("-c", step)]
    desk.run(need("nvim"), "--headless", "-u", "NONE", "-i", "NONE", "-n", *commands)
    assert draft.read_text().splitlines()[2] == RIGHT_LINE


def test_emacs_is_told_while_writing(desk: Desk) -> None:
    draft = put_draft(desk)
    packages = Path("/usr/share/emacs/site-lisp/elpa-src")
    if not list(packages.glob("eglot-*")):
        pytest.skip("skipped: no eglot")
    (desk.folder / "lsp.el").write_text(recipe("elisp lsp"))
    steps = """(progn (find-file "draft.md") (text-mode)
        (let ((eglot-sync-connect 20)) (apply 'eglot--connect (eglot--guess-contact)))
        (with-timeout (20) (while (not (flymake-diagnostics)) (accept-process-output nil 0.1)))
        (let* ((found (car (flymake-diagnostics)))
               (place (eglot--pos-to-lsp-position (flymake-diagnostic-beg found)))
               (asked (list :textDocument (eglot--TextDocumentIdentifier) :range (list :start place :end place)
                            :context (list :diagnostics [])))
               (answer (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction asked)))
          (eglot--apply-workspace-edit (plist-get (aref answer 0) :edit)))
        (save-buffer))"""
    load = f"(progn (require 'package) (add-to-list 'package-directory-list \"{packages}\") (package-initialize))"
    done = desk.run(need("emacs"), "--batch", "--eval", load, "-l", "lsp.el", "--eval", steps)
    assert draft.read_text().splitlines()[2] == RIGHT_LINE, done.stderr


# -- editors --------------------------------------------------------------------------------------
def check_text(desk: Desk, name: str, words: str) -> None:
    """The quotation stands between what stood round the cursor."""
    text = (desk.folder / name).read_text("utf-8")
    assert text.startswith(f"She said: {words}"), text
    assert text.endswith("\nand left.\n")
    assert text.count("\n") == 2


def put_text(desk: Desk, name: str) -> Path:
    (desk.folder / name).write_text("She said: \nand left.\n")
    return desk.folder / name


@pytest.mark.parametrize(("query", "typed", "words"), [("quibblewick", "", FELL), ("ferry", "2", "“")])
def test_vim(desk: Desk, query: str, typed: str, words: str) -> None:
    need("vim")
    (desk.folder / "recipe.vim").write_text(recipe("vim"))
    text = put_text(desk, "vim.txt")
    answer = [f'call test_feedinput("{typed}\\<CR>")'] if typed else []
    steps = ["source recipe.vim", "1", "normal! $", *answer, f"Quote {query}", "write", "qall!"]
    commands = [part for step in steps for part in ("-c", step)]
    desk.run("vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", *commands, text)
    check_text(desk, "vim.txt", words)


def test_vim_leaves_the_text_alone_where_nothing_is_found(desk: Desk) -> None:
    need("vim")
    (desk.folder / "recipe.vim").write_text(recipe("vim"))
    text = put_text(desk, "vim.txt")
    commands = ["-c", "source recipe.vim", "-c", "Quote xylophone", "-c", "write", "-c", "qall!"]
    desk.run("vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", *commands, text)
    assert text.read_text() == "She said: \nand left.\n"


@pytest.mark.parametrize("query", ["quibblewick", "Fell", '"don\'t sign"'])
def test_neovim(desk: Desk, query: str) -> None:
    need("nvim")
    (desk.folder / "recipe.lua").write_text(recipe("lua"))
    text = put_text(desk, "nvim.txt")
    shown = "assert(how.format_item(items[1]):match('^“'))"
    choose = f"lua vim.ui.select = function(items, how, done) {shown}; done(items[1]) end"
    steps = ["luafile recipe.lua", choose, "normal! $", f"Quote {query}", "write", "qall!"]
    commands = [part for step in steps for part in ("-c", step)]
    done = desk.run("nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", *commands, text)
    assert done.returncode == 0
    check_text(desk, "nvim.txt", FELL)


def test_neovim_says_that_nothing_is_found(desk: Desk) -> None:
    need("nvim")
    (desk.folder / "recipe.lua").write_text(recipe("lua"))
    text = put_text(desk, "nvim.txt")
    commands = ["-c", "luafile recipe.lua", "-c", "Quote xylophone", "-c", "write", "-c", "qall!"]
    done = desk.run("nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", *commands, text)
    assert "no quotation" in done.stderr
    assert text.read_text() == "She said: \nand left.\n"


@pytest.mark.parametrize(("query", "found"), [("quibblewick", True), ("don't sign", True), ("xylophone", False)])
def test_emacs(desk: Desk, query: str, found: bool) -> None:
    need("emacs")
    (desk.folder / "recipe.el").write_text(recipe("elisp"))
    text = put_text(desk, "emacs.txt")
    steps = f"""(progn (find-file "{text}") (end-of-line)
        (fset 'completing-read (lambda (_ lines &rest _) (car lines)))
        (condition-case nil (insert-quotation "{query}") (user-error nil))
        (save-buffer))"""
    done = desk.run("emacs", "-Q", "--batch", "-l", "recipe.el", "--eval", steps)
    assert done.returncode == 0, done.stderr
    if found:
        check_text(desk, "emacs.txt", FELL)
    else:
        assert text.read_text() == "She said: \nand left.\n"


@pytest.mark.parametrize(("query", "found"), [("quibblewick", True), ("don't sign", True), ("xylophone", False)])
def test_kakoune(desk: Desk, query: str, found: bool) -> None:
    text = put_text(desk, "kakoune.txt")
    quoted = " ".join(f"%{{{word}}}" for word in query.split())
    steps = f"execute-keys gl; try %{{ quote {quoted} }}; write; quit"
    (desk.folder / "recipe.kak").write_text(recipe("kak"))
    desk.run(need("kak"), "-n", "-ui", "dummy", "-e", f"source recipe.kak; {steps}", text)
    if found:
        check_text(desk, "kakoune.txt", FELL)
    else:
        assert text.read_text() == "She said: \nand left.\n"


def test_helix_settings_pipe_the_selection(desk: Desk) -> None:
    keys = tomllib.loads(recipe("toml helix"))["keys"]
    for mode in ("select", "normal"):
        command = keys[mode]["space"]["Q"]
        assert command.startswith(":pipe ")
        done = desk.run("sh", "-c", command.removeprefix(":pipe "), stdin="sign quibblewick")
        assert done.stdout.startswith(FELL)


def test_helix_takes_the_settings(desk: Desk) -> None:
    program = need("hx")
    config = desk.folder / "config" / "helix" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(recipe("toml helix"))
    assert desk.run(program, "--config", config, "--health", "clipboard").returncode == 0


def test_recipes_are_short() -> None:
    for language in ("vim", "lua", "elisp", "kak", "sh fzf"):
        assert recipe(language).count("\n") <= 10, language
