using System.Text;
using System.Text.Json;
using CsCheck;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Tests.Programs.Bastion;

public sealed class BastionTests
{
    private static readonly string[] Valid =
    [
        """{"type":"call","id":1,"method":"suitcase.read","arguments":{"path":"/a"}}""",
        """{"type":"call","id":2,"method":"suitcase.write","arguments":{"path":"/a","data":"AQI=","append":true}}""",
        """{"type":"call","id":3,"method":"suitcase.list","arguments":{"path":"/"}}""",
        """{"type":"call","id":4,"method":"suitcase.mkdir","arguments":{"path":"/a"}}""",
        """{"type":"call","id":5,"method":"suitcase.rmdir","arguments":{"path":"/a"}}""",
        """{"type":"call","id":6,"method":"suitcase.remove","arguments":{"path":"/a"}}""",
        """{"type":"call","id":7,"method":"suitcase.rename","arguments":{"from":"/a","to":"/b"}}""",
        """{"type":"call","id":8,"method":"suitcase.stat","arguments":{"path":"/a"}}""",
        """{"type":"call","id":9,"method":"program.migrate","arguments":{"destination":"b","state":{"format":"f","data":"AQI="}}}""",
        """{"type":"call","id":10,"method":"program.clone","arguments":{"destination":"b","state":{"format":"f","data":""}}}""",
        """{"type":"call","id":11,"method":"service.bind","arguments":{"name":"n","type":"m.i","service":7}}""",
        """{"type":"call","id":12,"method":"service.unbind","arguments":{"binding":"b"}}""",
        """{"type":"call","id":13,"method":"service.lookup","arguments":{"type":"m.i","name":"n","wait":0.5}}""",
        """{"type":"call","id":14,"method":"service.open","arguments":{"path":"/foray/a/services/n","type":"m.i","wait":0}}""",
        """{"type":"call","id":15,"method":"service.invoke","arguments":{"binding":"b","path":"/foray/a/services/n","method":"m","arguments":[1,{"a":null}]}}""",
        """{"type":"call","id":16,"method":"namespace.list","arguments":{"path":"/foray"}}""",
        """{"type":"result","id":1,"value":{"a":[1,2.50,"ü"]}}""",
        """{"type":"result","id":1,"error":{"type":"general","message":"no"}}""",
        """{"type":"output","stream":"stderr","text":"ü\n"}""",
        """{"type":"done","end":"returned","error":null,"state":{"format":"f","data":"AQI="}}""",
        """{"type":"done","end":"raised","error":{"type":"ValueError","message":"no","trace":"line 1"},"state":null}""",
    ];

    public static TheoryData<string> Messages => [.. Valid];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Each_message_is_read_and_each_missing_or_extra_member_is_a_breach(string line)
    {
        Parse(line);
        using var document = JsonDocument.Parse(line);
        foreach (var changed in Changed(document.RootElement))
            Assert.Throws<BastionBreachException>(() => Parse(changed));
    }

    [Fact]
    public void A_call_carries_what_was_asked()
    {
        var write = Assert.IsType<BastionCall.WriteFile>(Assert.IsType<WorkerMessage.Call>(Parse(Valid[1])).Asked);
        Assert.Equal(("/a", "0102", true), (write.Path, Convert.ToHexString(write.Data), write.Append));
        var lookup = Assert.IsType<BastionCall.Lookup>(Assert.IsType<WorkerMessage.Call>(Parse(Valid[12])).Asked);
        Assert.Equal(TimeSpan.FromSeconds(0.5), lookup.Wait);
        var invoke = Assert.IsType<BastionCall.Invoke>(Assert.IsType<WorkerMessage.Call>(Parse(Valid[14])).Asked);
        Assert.Equal("""[1,{"a":null}]""", invoke.Arguments.ToString());
        Assert.Equal("""{"a":[1,2.50,"ü"]}""", Assert.IsType<WorkerMessage.Result>(Parse(Valid[16])).Value.ToString());
        Assert.Equal("ValueError", Assert.IsType<WorkerMessage.Done>(Parse(Valid[20])).Error?.Type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"type":"ready","protocol":1,"runtime":"x"}""")]
    [InlineData("""{"type":"other"}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"output","stream":"stdlog","text":""}""")]
    [InlineData("""{"type":"output","stream":"stdout","text":"\ud800"}""")]
    [InlineData("""{"type":"output","stream":"stdout","text":"","text":""}""")]
    [InlineData("""{"type":"call","id":1.5,"method":"suitcase.list","arguments":{"path":"/"}}""")]
    [InlineData("""{"type":"call","id":1,"method":"suitcase.format","arguments":{}}""")]
    [InlineData("""{"type":"result","id":1,"value":"\ud800"}""")]
    [InlineData("""{"type":"result","id":1,"value":{"\ud800":1}}""")]
    [InlineData("""{"type":"result","id":1,"value":1,"error":{"type":"general","message":""}}""")]
    [InlineData("""{"type":"result","id":1,"error":{"type":"refused","message":""}}""")]
    [InlineData("""{"type":"done","end":"raised","error":null,"state":null}""")]
    [InlineData("""{"type":"done","end":"returned","error":{"type":"","message":"","trace":null},"state":null}""")]
    [InlineData("""{"type":"done","end":"gone","error":null,"state":null}""")]
    public void What_is_no_message_is_a_breach(string line) => Assert.Throws<BastionBreachException>(() => Parse(line));

    [Theory]
    [InlineData("suitcase.write", """{"path":"/a","data":"*","append":true}""")]
    [InlineData("suitcase.mkdir", """{"path":5}""")]
    [InlineData("suitcase.mkdir", """{"path":"\ud800"}""")]
    [InlineData("program.migrate", """{"destination":null,"state":{"format":"f","data":""}}""")]
    [InlineData("service.bind", """{"name":"n","type":"t","service":{}}""")]
    [InlineData("service.lookup", """{"name":"n","type":"t","wait":"5"}""")]
    [InlineData("service.invoke", """{"binding":"b","path":"/a","method":"m","arguments":{}}""")]
    [InlineData("service.invoke", """{"binding":"b","path":"/a","method":"m","arguments":["\ud800"]}""")]
    public void An_argument_of_another_type_is_the_programs_mistake_and_no_breach(string method, string arguments) =>
        Assert.IsType<BastionCall.Misused>(Assert.IsType<WorkerMessage.Call>(Parse($$"""{"type":"call","id":1,"method":"{{method}}","arguments":{{arguments}} }""")).Asked);

    [Fact]
    public void Arguments_that_are_too_deep_are_the_programs_mistake_and_no_breach() =>
        Assert.IsType<BastionCall.Misused>(Assert.IsType<WorkerMessage.Call>(Parse(
            $$"""{"type":"call","id":1,"method":"service.invoke","arguments":{"binding":"b","path":"/a","method":"m","arguments":{{new string('[', 300)}}{{new string(']', 300)}} } }""")).Asked);

    [Fact]
    public void Values_that_are_too_deep_get_to_nobody_and_bytes_that_are_no_text_neither()
    {
        Assert.Throws<BastionBreachException>(() => Parse($$"""{"type":"result","id":1,"value":{{new string('[', 300)}}{{new string(']', 300)}}}"""));
        var result = WorkerMessageParser.Parse((byte[])[.. """{"type":"result","id":1,"value":"x"""u8, 0xff, .. "\"}"u8]);
        Assert.Equal("\"x\\uFFFD\"", Assert.IsType<WorkerMessage.Result>(result).Value.ToString());
        Parse($$"""{"type":"result","id":1,"value":{{new string('[', 200)}}{{new string(']', 200)}}}""");
    }

    [Fact]
    public void Any_bytes_are_a_message_or_a_breach() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[0, 4], Gen.Double[0, 1]).Sample(
            (index, changes, length) =>
            {
                var line = Encoding.UTF8.GetBytes(Valid[index]);
                foreach (var (at, value) in changes)
                    line[(int)(at * (line.Length - 1))] = value;
                TryParse(line);
                TryParse(line[..(int)(length * line.Length)]);
            },
            iter: 5_000);

    [Fact]
    public async Task Lines_are_the_same_however_the_stream_is_cut() =>
        await Gen.Select(Gen.Int[0, 50_000].Array[0, 8], Gen.Int[1, 20_000].Array[1, 5]).SampleAsync(
            async (lengths, cuts) =>
            {
                var lines = lengths.Select((length, i) => new string((char)('a' + i), length)).ToList();
                var stream = new CutStream(Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\n")) + "torn"), cuts);
                var reader = new BastionLines(stream);
                foreach (var line in lines)
                    Assert.Equal(line, Encoding.ASCII.GetString((await reader.ReadAsync(TestContext.Current.CancellationToken))!.Value.Span));
                Assert.Null(await reader.ReadAsync(TestContext.Current.CancellationToken));
            },
            iter: 100);

    [Fact]
    public async Task A_line_without_an_end_is_a_breach()
    {
        var reader = new BastionLines(new EndlessStream());
        await Assert.ThrowsAsync<BastionBreachException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_the_station_writes_is_the_documented_form()
    {
        using var stream = new MemoryStream();
        using var writer = new BastionWriter(stream, TestContext.Current.CancellationToken);
        var program = new ProgramSnapshot
        {
            Id = "p",
            Family = "p",
            ReportingStation = "a",
            Epoch = 3,
            Package = new ProgramPackage("python", "kp.py", new Dictionary<string, string> { ["kp.py"] = "x\ny" }, ["1"]),
            State = new ProgramState("f", [1, 2]),
        };
        await writer.BeginAsync(program, "b");
        await writer.ReplyAsync(1, ReplyValue.Of(["n"]));
        await writer.ReplyAsync(2, new BastionError(BastionError.NotFound, "no"));
        var invoke = (BastionCall.Invoke)((WorkerMessage.Call)Parse(Valid[14])).Asked;
        var bind = (BastionCall.Bind)((WorkerMessage.Call)Parse(Valid[10])).Asked;
        await writer.InvokeAsync(4, bind.Service, "m", invoke.Arguments);
        Assert.Equal(
            """
            {"type":"begin","program":{"id":"p","main":"kp.py","modules":{"kp.py":"x\ny"},"class":"KP","arguments":["1"]},"station":"b","epoch":3,"state":{"format":"f","data":"AQI="}}
            {"type":"reply","id":1,"value":["n"]}
            {"type":"reply","id":2,"error":{"type":"not_found","message":"no"}}
            {"type":"invoke","id":4,"service":7,"method":"m","arguments":[1,{"a":null}]}

            """,
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task A_line_that_a_worker_would_not_take_is_not_sent()
    {
        using var stream = new MemoryStream();
        using var writer = new BastionWriter(stream, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<BastionException>(() => writer.ReplyAsync(1, ReplyValue.Of(new byte[BastionLines.Longest / 4 * 3])));
        Assert.Equal(0, stream.Length);
    }

    private static WorkerMessage Parse(string line) => WorkerMessageParser.Parse(Encoding.UTF8.GetBytes(line));

    private static void TryParse(byte[] line)
    {
        try
        {
            WorkerMessageParser.Parse(line);
        }
        catch (BastionBreachException)
        {
            // The one exception that may come.
        }
    }

    /// <summary>The message with one member more, and without one of its members, at its top and in its arguments.</summary>
    private static IEnumerable<string> Changed(JsonElement message)
    {
        foreach (var changed in ChangedMembers(message))
            yield return changed;
        if (!message.TryGetProperty("arguments", out var arguments))
            yield break;
        foreach (var changed in ChangedMembers(arguments))
            yield return message.GetRawText().Replace(arguments.GetRawText(), changed, StringComparison.Ordinal);
    }

    private static IEnumerable<string> ChangedMembers(JsonElement element)
    {
        var members = element.EnumerateObject().Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}").ToList();
        yield return $"{{{string.Join(',', members)},\"more\":1}}";
        foreach (var member in members)
            yield return $"{{{string.Join(',', members.Where(other => other != member))}}}";
    }
}
