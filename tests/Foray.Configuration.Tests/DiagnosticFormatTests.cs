using System.Text.Json;
using Foray.Configuration.Diagnostics;
using Foray.Sdk.Diagnostics;

namespace Foray.Configuration.Tests;

public sealed class DiagnosticFormatTests
{
    private static readonly Diagnostic[] Some =
    [
        Diagnostic.Error("FORAY121", new Place("a/é.yml", 3, 5), "the key 'x' is not known here", "did you mean 'y'?"),
        Diagnostic.Warning("FORAY142", "no \"docker\" here"),
        Diagnostic.Error("FORAY101", new Place("b.yml", 0, 0), "gone"),
    ];

    [Fact]
    public void Text_has_a_line_for_each_and_remedies_below() => Assert.Equal(
        "a/é.yml:3:5: error FORAY121: the key 'x' is not known here\n    did you mean 'y'?\nwarning FORAY142: no \"docker\" here\nb.yml: error FORAY101: gone\n",
        DiagnosticText.Format(Some));

    [Fact]
    public void Json_has_all_members_and_null_for_what_is_not_there()
    {
        using var json = JsonDocument.Parse(DiagnosticJson.Format(Some));
        var rows = json.RootElement.EnumerateArray().Select(row => string.Join("|", row.EnumerateObject().Select(member => $"{member.Name}={member.Value.GetRawText()}")));
        Assert.Equal(
            ["""code="FORAY121"|severity="error"|file="a/é.yml"|line=3|column=5|message="the key 'x' is not known here"|remedy="did you mean 'y'?" """.TrimEnd(),
             """code="FORAY142"|severity="warning"|file=null|line=null|column=null|message="no \"docker\" here"|remedy=null""",
             """code="FORAY101"|severity="error"|file="b.yml"|line=null|column=null|message="gone"|remedy=null"""],
            rows);
    }

    [Fact]
    public void Nothing_wrong_is_an_empty_text_and_an_empty_array()
    {
        Assert.Equal("", DiagnosticText.Format([]));
        Assert.Equal("[]", DiagnosticJson.Format([]));
    }
}
