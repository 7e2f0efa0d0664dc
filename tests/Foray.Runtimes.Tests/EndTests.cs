using Foray.Runtimes.Tests.Stations;

namespace Foray.Runtimes.Tests;

public sealed class EndTests
{
    [Theory]
    [InlineData(Language.Python, "import sys\nclass KP:\n    def __main__(self, kos): sys.exit(3)\n")]
    [InlineData(Language.JavaScript, "class KP { main(kos) { kos.exit(); } }")]
    public async Task Leaving_early_is_a_normal_end(Language language, string text)
    {
        var station = new ScriptedStation(language);

        var done = await station.RunAsync(text);

        Assert.Equal("exited", (string?)done["end"]);
        Assert.Null(done["error"]);
        Assert.Equal("", station.Output + station.Errors);
    }

    [Fact]
    public async Task The_trace_of_a_Python_program_has_its_own_lines_alone()
    {
        var done = await new ScriptedStation(Language.Python).RunAsync(new Dictionary<string, string>
        {
            ["kp.py"] = "import parts.deep\n\nclass KP:\n    def __main__(self, kos):\n        parts.deep.fall(kos)\n",
            ["parts/deep.py"] = "def fall(kos):\n    kos.get_suitcase().open('/nothing')\n",
        });

        Assert.Equal("raised", (string?)done["end"]);
        Assert.Equal("FileNotFoundError", (string?)done["error"]!["type"]);
        Assert.Equal(
            """
            Traceback (most recent call last):
              File "kp.py", line 5, in __main__
                parts.deep.fall(kos)
              File "parts/deep.py", line 2, in fall
                kos.get_suitcase().open('/nothing')
            FileNotFoundError: [Errno 2] there is no '/nothing': '/nothing'

            """,
            (string?)done["error"]!["trace"]);
    }

    [Fact]
    public async Task The_trace_of_a_JavaScript_program_has_its_own_lines_alone()
    {
        var done = await new ScriptedStation(Language.JavaScript).RunAsync(new Dictionary<string, string>
        {
            ["kp.js"] = "import { fall } from './parts/deep.js';\nclass KP {\n  async main(kos) { await 1; fall(kos); }\n}\n",
            ["parts/deep.js"] = "export function fall(kos) {\n  kos.getSuitcase().open('/nothing');\n}\n",
        });

        Assert.Equal("raised", (string?)done["end"]);
        Assert.Equal("NotFoundError", (string?)done["error"]!["type"]);
        var trace = (string)done["error"]!["trace"]!;
        Assert.StartsWith("NotFoundError: there is no '/nothing'\n    at fall (parts/deep.js:2:", trace, StringComparison.Ordinal);
        Assert.Contains("kp.js:3:", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("foray:", trace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.Python, "x = 1\n", "kp.py has no class 'KP'")]
    [InlineData(Language.JavaScript, "const x = 1;", "kp.js has no class KP")]
    [InlineData(Language.Python, "class KP: pass\n", "'KP' object has no attribute '__main__'")]
    [InlineData(Language.JavaScript, "class KP {}", "class KP of kp.js has no method 'main'")]
    [InlineData(Language.Python, "class KP\n", "expected ':' (kp.py, line 1)")]
    public async Task A_program_that_is_none_is_told_why(Language language, string text, string message)
    {
        var done = await new ScriptedStation(language).RunAsync(text);

        Assert.Equal("raised", (string?)done["end"]);
        Assert.Equal(message, (string?)done["error"]!["message"]);
    }

    [Theory]
    [InlineData(Language.Python, "class KP:\n    def __main__(self, kos):\n        def f(): f()\n        f()\n", "RecursionError")]
    [InlineData(Language.JavaScript, "class KP { main() { const f = () => 1 + f(); f(); } }", "RangeError")]
    public async Task Recursion_without_end_is_the_programs_error(Language language, string text, string type)
    {
        var done = await new ScriptedStation(language).RunAsync(text);

        Assert.Equal(type, (string?)done["error"]!["type"]);
    }

    [Theory]
    [InlineData("const all = []; for (;;) all.push(new Uint8Array(1 << 20));")]
    [InlineData("new Uint8Array(2 ** 30);")]
    [InlineData("let s = 'x'; for (;;) s = s.replaceAll('x', 'xx'.repeat(10));")]
    public async Task A_JavaScript_program_without_end_to_its_memory_is_told_so(string body)
    {
        var station = new ScriptedStation(Language.JavaScript) { Memory = 128L << 20 };

        var done = await station.RunAsync($"class KP {{ main() {{ {body} }} }}");

        Assert.Equal("raised", (string?)done["end"]);
        Assert.Equal("OutOfMemoryError", (string?)done["error"]!["type"]);
    }
}
