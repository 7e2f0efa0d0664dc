using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Reporting;

namespace Foray.Stations.Tests.Programs.Reporting;

public sealed class LetterJsonTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static readonly Gen<string> Text = Gen.String[Gen.Char[' ', '퟿'], 0, 20];

    private static readonly Gen<ProgramEvent> Event = Gen.Select(Text, Gen.Int[0, 2]).Select((text, kind) => kind switch
    {
        0 => new ProgramEvent(Id, Id, ProgramEventKind.Printed, new JsonObject { ["stream"] = "stderr", ["text"] = text }),
        1 => new ProgramEvent(Id, Id, ProgramEventKind.Moved, new JsonObject { ["station"] = text }),
        _ => new ProgramEvent(Id, Id, ProgramEventKind.Cloned, new JsonObject { ["clone"] = Id, ["station"] = text }),
    });

    [Fact]
    public void Letters_are_read_as_they_were_written() => Gen.Select(Gen.Long, Event, (number, happened) => new Letter("m", number, happened)).List[0, 4]
        .Sample(letters => Assert.Equal(letters.Select(Shown), LetterJson.Read(LetterJson.Write(letters)).Select(Shown)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("""[{"mailbox":"m","number":1,"family":"f","program":"p","kind":"Printed","content":{"text":""}}]""")]
    [InlineData("""[{"number":1,"family":"ID","program":"ID","kind":"Printed","content":{"text":""}}]""")]
    [InlineData("""[{"mailbox":"m","number":"x","family":"ID","program":"ID","kind":"Printed","content":{"text":""}}]""")]
    [InlineData("""[{"mailbox":"m","number":1,"family":"ID","program":"ID","kind":"Flown","content":{}}]""")]
    [InlineData("""[{"mailbox":"m","number":1,"family":"ID","program":"ID","kind":"Ended","content":{}}]""")]
    [InlineData("""[{"mailbox":"m","number":1,"family":"ID","program":"ID","kind":"Moved","content":{"station":7}}]""")]
    [InlineData("""[{"mailbox":"m","number":1,"family":"ID","program":"ID","kind":"Cloned","content":{"station":"a"}}]""")]
    [InlineData("""[{"mailbox":"m","mailbox":"m","number":1,"family":"ID","program":"ID","kind":"Printed","content":{"text":""}}]""")]
    public void Others_are_refused(string text) => Assert.Equal(
        "FORAY518", Assert.Single(Assert.Throws<DiagnosticException>(() => LetterJson.Read(Encoding.UTF8.GetBytes(text.Replace("ID", Id, StringComparison.Ordinal)))).Diagnostics).Code);

    [Fact]
    public void Damaged_bytes_are_read_or_refused()
    {
        var valid = LetterJson.Write([new("m", 1, new ProgramEvent(Id, Id, ProgramEventKind.Cloned, new JsonObject { ["clone"] = Id, ["station"] = "a" }))]);
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Int[0, valid.Length]).Sample((at, value, length) =>
        {
            var bytes = valid.ToArray();
            bytes[at] = value;
            Assert.True(Record.Exception(() => LetterJson.Read(bytes)) is null or DiagnosticException);
            Assert.True(Record.Exception(() => LetterJson.Read(bytes.AsMemory(0, length))) is null or DiagnosticException);
        });
    }

    private static string Shown(Letter letter) => $"{letter.Mailbox} {letter.Number} {letter.Event.Family} {letter.Event.Program} {letter.Event.Kind} {letter.Event.Content.ToJsonString()}";
}
