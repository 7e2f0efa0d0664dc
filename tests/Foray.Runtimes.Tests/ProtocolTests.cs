using System.Text.Json.Nodes;
using CsCheck;
using Foray.Runtimes.Tests.Stations;

namespace Foray.Runtimes.Tests;

public sealed class ProtocolTests
{
    private const int Breach = 70;

    public static TheoryData<Language, string> BrokenBeginnings
    {
        get
        {
            var data = new TheoryData<Language, string>();
            foreach (var language in Enum.GetValues<Language>())
            {
                foreach (var line in new[] { "", "hello", "[]", "7", "{}", """{"type":"hello"}""", """{"type":"begin"}""", """{"type":"reply","id":1,"value":null}""", """{"type":"begin","program":{"id":"a","main":"kp","modules":[],"class":"KP","arguments":[]},"station":"s","epoch":1,"state":null}""" })
                    data.Add(language, line);
            }

            return data;
        }
    }

    public static TheoryData<Language> Languages => PublishedProgramTests.Languages;

    [Theory]
    [MemberData(nameof(BrokenBeginnings))]
    public async Task A_line_that_breaks_the_protocol_ends_the_worker(Language language, string line)
    {
        using var worker = WorkerProcess.Start(language);
        await worker.ReceiveAsync();

        worker.SendText(line);

        Assert.Null(await worker.TryReceiveAsync());
        Assert.Equal(Breach, await worker.ExitAsync());
        Assert.StartsWith("spoke no bastion protocol: ", await worker.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public Task Garbage_of_any_kind_ends_the_worker(Language language) => Gen.Char['!', 'z'].Array[1, 60].SampleAsync(
        async characters =>
        {
            using var worker = WorkerProcess.Start(language);
            await worker.ReceiveAsync();
            worker.SendText(new string(characters));
            Assert.Equal(Breach, await worker.ExitAsync());
        },
        iter: 3,
        threads: 1);

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_end_of_input_ends_a_worker_that_waits(Language language)
    {
        using var worker = WorkerProcess.Start(language);
        await worker.ReceiveAsync();

        worker.CloseInput();

        Assert.Equal(0, await worker.ExitAsync());
    }

    [Theory]
    [InlineData(Language.Python, "class KP:\n    def __main__(self, kos):\n        print('on')\n        while True: pass\n")]
    [InlineData(Language.JavaScript, "class KP { main() { console.log('on'); for (;;); } }")]
    public async Task The_end_of_input_ends_an_endless_program(Language language, string text)
    {
        using var worker = WorkerProcess.Start(language);
        await worker.ReceiveAsync();
        worker.Send(Begin(text));
        Assert.Equal("on\n", (string?)(await worker.ReceiveAsync())["text"]);

        worker.CloseInput();

        Assert.Equal(0, await worker.ExitAsync());
    }

    [Theory]
    [InlineData(Language.Python, "class KP:\n    def __main__(self, kos): kos.get_suitcase().listdir('/')\n")]
    [InlineData(Language.JavaScript, "class KP { main(kos) { kos.getSuitcase().listdir('/'); } }")]
    public async Task A_reply_to_another_call_ends_the_worker(Language language, string text)
    {
        using var worker = WorkerProcess.Start(language);
        await worker.ReceiveAsync();
        worker.Send(Begin(text));
        await worker.ReceiveAsync();

        worker.Send(new JsonObject { ["type"] = "reply", ["id"] = 2, ["value"] = null });

        Assert.Equal(Breach, await worker.ExitAsync());
    }

    [Theory]
    [InlineData(Language.Python, "class KP:\n    def __main__(self, kos):\n        while True: print('y' * 1000)\n")]
    [InlineData(Language.JavaScript, "class KP { main() { for (;;) console.log('y'.repeat(1000)); } }")]
    public async Task Endless_output_comes_in_pieces_until_the_station_has_enough(Language language, string text)
    {
        using var worker = WorkerProcess.Start(language);
        await worker.ReceiveAsync();
        worker.Send(Begin(text));

        for (var length = 0; length < 100_000;)
            length += ((string)(await worker.ReceiveAsync())["text"]!).Length;
        worker.CloseInput();
        while (await worker.TryReceiveAsync() is not null)
        {
        }

        Assert.Equal(0, await worker.ExitAsync());
    }

    private static JsonObject Begin(string text) => new()
    {
        ["type"] = "begin",
        ["program"] = new JsonObject { ["id"] = "a", ["main"] = "kp.js", ["modules"] = new JsonObject { ["kp.js"] = text }, ["class"] = "KP", ["arguments"] = new JsonArray() },
        ["station"] = "s",
        ["epoch"] = 1,
        ["state"] = null,
    };
}
