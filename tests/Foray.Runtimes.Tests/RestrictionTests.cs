using Foray.Runtimes.Tests.Stations;

namespace Foray.Runtimes.Tests;

public sealed class RestrictionTests
{
    [Fact]
    public async Task Modules_of_the_published_list_are_refused_and_nothing_else_is()
    {
        var station = new ScriptedStation(Language.Python) { Arguments = [string.Join(' ', Reference("docs/reference/bastion.md"))] };

        var done = await station.RunAsync("""
            class KP:
                def __main__(self, kos):
                    for name in kos.get_arguments()[0].split():
                        try: __import__(name)
                        except ImportError as problem:
                            if str(problem).startswith("refused: module '%s'; " % name): continue
                        print("not refused:", name)
                    import math, json, random, re, time, datetime, collections, itertools, functools, io, base64, hashlib, string, pickle, struct, decimal, textwrap, dataclasses, enum, heapq, copy, types, typing, urllib.parse
                    import sys
                    assert not hasattr(sys, "modules") and not hasattr(sys, "_getframe")
            """);

        Assert.Null(done["error"]);
        Assert.Equal("", station.Output);
        Assert.True(Reference("docs/reference/bastion.md").Count > 40);
    }

    [Theory]
    [InlineData("open('/etc/passwd')", "kos.get_suitcase()")]
    [InlineData("input()", "a program has no input")]
    [InlineData("breakpoint()", "refused: breakpoint()")]
    [InlineData("io.open('/etc/passwd')", "kos.get_suitcase()")]
    [InlineData("io.open('/tmp/written-by-a-program', 'w')", "kos.get_suitcase()")]
    [InlineData("io.FileIO(random._os.__file__, 'a')", "kos.get_suitcase()")]
    [InlineData("random._os.listdir('/')", "kos.get_suitcase()")]
    [InlineData("random._os.system('true')", "starts no processes")]
    [InlineData("random._os.fork()", "starts no processes")]
    [InlineData("random._os.kill(1, 0)", "starts no processes")]
    [InlineData("random._os.execv('/bin/true', ['true'])", "starts no processes")]
    [InlineData("http.client.HTTPConnection('127.0.0.1', 1).connect()", "kos.lookup_service()")]
    [InlineData("http.client.socket.socket()", "kos.lookup_service()")]
    [InlineData("random._os.sys.modules['_thread'].start_new_thread(print, ())", "one thread")]
    [InlineData("random._os.sys.settrace(print)", "its interpreter")]
    public async Task What_reaches_out_of_the_interpreter_is_refused_with_what_to_use_instead(string expression, string reason)
    {
        var station = new ScriptedStation(Language.Python);

        var done = await station.RunAsync($"""
            import io, json, random, http.client
            class KP:
                def __main__(self, kos):
                    try: {expression}
                    except PermissionError as problem: print(problem)
            """);

        Assert.Null(done["error"]);
        Assert.StartsWith("refused: ", station.Output, StringComparison.Ordinal);
        Assert.Contains(reason, station.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_JavaScript_program_cannot_name_the_modules_of_its_worker()
    {
        var done = await new ScriptedStation(Language.JavaScript).RunAsync("import { send } from 'foray:host';\nclass KP { main() { send('x'); } }");

        Assert.Equal("the program has no module 'foray:host'", (string?)done["error"]!["message"]);
    }

    [Fact]
    public async Task A_JavaScript_program_sees_nothing_of_its_host()
    {
        var station = new ScriptedStation(Language.JavaScript);

        await station.RunAsync("class KP { main() { console.log(['System', 'importNamespace', 'require', 'process', 'fetch', 'clr'].filter((name) => name in globalThis).length); } }");

        Assert.Equal("0\n", station.Output);
    }

    /// <summary>The refused modules as the reference lists them: code in the rows of its table of modules.</summary>
    private static IReadOnlyList<string> Reference(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foray.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        var rows = File.ReadLines(Path.Combine(folder, path)).SkipWhile(line => line != "| refused modules | use instead |").Skip(2).TakeWhile(line => line.StartsWith('|'));
        return [.. rows.SelectMany(row => row.Split('|')[1].Split('`').Where((_, index) => index % 2 == 1))];
    }
}
