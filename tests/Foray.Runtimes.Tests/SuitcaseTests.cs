using Foray.Runtimes.Tests.Stations;

namespace Foray.Runtimes.Tests;

public sealed class SuitcaseTests
{
    [Fact]
    public async Task Python_has_the_whole_file_system()
    {
        var station = new ScriptedStation(Language.Python);

        var done = await station.RunAsync("""
            class KP:
                def __main__(self, kos):
                    s = kos.get_suitcase()
                    s.makedirs("/a/b")
                    s.chdir("a/./b/../b")
                    assert s.getcwd() == "/a/b"
                    with s.open("text", "w") as f:
                        f.write("äöü\n")
                        f.writelines(["two\n", "three"])
                    assert s.getsize("text") == 16 and s.stat("text").kind == "file"
                    with s.open("text") as f:
                        assert [line for line in f] == ["äöü\n", "two\n", "three"]
                        f.seek(0)
                        assert f.read(2) == "äö" and f.readline() == "ü\n" and f.readlines() == ["two\n", "three"]
                    with s.open("../bytes", "wb") as f:
                        f.write(bytes(range(256)) * 4000)
                    with s.open("/a/bytes", "ab") as f:
                        f.write(b"end")
                    with s.open("/a//bytes", "rb") as f:
                        f.seek(1024000)
                        assert f.read() == b"end" and f.tell() == 1024003
                    s.rename("text", "/a/renamed")
                    assert s.listdir() == [] and s.listdir("/a") == ["b", "bytes", "renamed"]
                    assert s.exists("/a") and s.isdir("/a") and not s.isfile("/a") and s.isfile("/a/bytes") and not s.exists("/b")
                    assert list(s.walk("/")) == [("/", ["a"], []), ("/a", ["b"], ["bytes", "renamed"]), ("/a/b", [], [])]
                    assert s.open("/a/renamed").name == "/a/renamed"
                    s.open("/dropped", "w").write("closed by nobody")
                    for error, action in (
                        (FileNotFoundError, lambda: s.open("nothing")),
                        (FileNotFoundError, lambda: s.chdir("nothing")),
                        (FileNotFoundError, lambda: s.remove("nothing")),
                        (FileNotFoundError, lambda: s.open("/no/folder", "w")),
                        (FileExistsError, lambda: s.mkdir("/a")),
                        (FileExistsError, lambda: s.open("/a/bytes", "x")),
                        (IsADirectoryError, lambda: s.open("/a")),
                        (NotADirectoryError, lambda: s.listdir("/a/bytes")),
                        (NotADirectoryError, lambda: s.chdir("/a/bytes")),
                        (OSError, lambda: s.rmdir("/a")),
                        (ValueError, lambda: s.open("/a/bytes", "r+")),
                    ):
                        try:
                            action()
                        except error:
                            pass
                        else:
                            raise AssertionError(error)
            """);

        Assert.Null(done["error"]);
        Assert.Equal("closed by nobody", station.Suitcase.Text("/dropped"));
    }

    [Fact]
    public async Task JavaScript_has_the_whole_file_system()
    {
        var station = new ScriptedStation(Language.JavaScript);

        var done = await station.RunAsync("""
            const check = (is, what) => { if (!is) throw new Error(what); };
            class KP {
              main(kos) {
                const s = kos.getSuitcase();
                s.mkdir("/a");
                s.mkdir("a/b");
                s.chdir("a/./b/../b");
                check(s.getcwd() === "/a/b", "folder");
                let f = s.open("text", "w");
                f.write("äöü\n");
                f.writelines(["two\n", "three"]);
                f.close();
                check(s.getsize("text") === 16 && s.stat("text").kind === "file", "size");
                f = s.open("text");
                check([...f].join("|") === "äöü\n|two\n|three", "lines");
                f.seek(0);
                check(f.read(2) === "äö" && f.readline() === "ü\n" && f.readlines().length === 2, "pieces");
                f = s.open("../bytes", "wb");
                f.write(new Uint8Array(300000).fill(255));
                f.close();
                f = s.open("/a/bytes", "ab");
                f.write(new Uint8Array([1, 2, 3]));
                f.close();
                f = s.open("/a//bytes", "rb");
                f.seek(299999);
                check(f.read().join() === "255,1,2,3" && f.tell() === 300003, "bytes");
                s.rename("text", "/a/renamed");
                check(s.listdir().length === 0 && s.listdir("/a").join() === "b,bytes,renamed", "list");
                check(s.exists("/a") && s.isdir("/a") && !s.isfile("/a") && s.isfile("/a/bytes") && !s.exists("/b"), "kinds");
                s.open("/dropped", "w").write("closed by nobody");
                const { NotFoundError, ExistsError, IsFolderError, NotAFolderError, NotEmptyError, SuitcaseError } = kos.errors;
                for (const [error, action] of [
                  [NotFoundError, () => s.open("nothing")],
                  [NotFoundError, () => s.chdir("nothing")],
                  [NotFoundError, () => s.open("/no/folder", "w")],
                  [ExistsError, () => s.mkdir("/a")],
                  [ExistsError, () => s.open("/a/bytes", "x")],
                  [IsFolderError, () => s.open("/a")],
                  [NotAFolderError, () => s.listdir("/a/bytes")],
                  [NotEmptyError, () => s.rmdir("/a")],
                  [SuitcaseError, () => s.remove("nothing")],
                  [TypeError, () => s.open("/a/bytes", "r+")],
                ]) {
                  try { action(); check(false, error.name); } catch (problem) { check(problem instanceof error, `${error.name}: ${problem}`); }
                }
              }
            }
            """);

        Assert.Null(done["error"]);
        Assert.Equal("closed by nobody", station.Suitcase.Text("/dropped"));
    }
}
