using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Foray.Results.Tests;

/// <summary>Reads TAP version 14 by its grammar and refuses everything else.</summary>
internal sealed partial class TapReader
{
    public List<TapTest> Tests { get; } = [];

    public List<string> Comments { get; } = [];

    public int? Plan { get; private set; }

    public static TapReader Read(string text)
    {
        var reader = new TapReader();
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var lines = new Queue<string>(text[..^1].Split('\n'));
        Assert.Equal("TAP version 14", lines.Dequeue());
        while (lines.TryDequeue(out var line))
            reader.Take(line, lines);
        if (reader.Plan is { } plan)
            Assert.Equal(plan, reader.Tests.Count);
        return reader;
    }

    private void Take(string line, Queue<string> lines)
    {
        if (line == "  ---")
            Tests[^1] = Tests[^1] with { Diagnostic = Block(lines) };
        else if (line.StartsWith("# ", StringComparison.Ordinal))
            Comments.Add(line[2..]);
        else if (PlanLine().Match(line) is { Success: true } plan)
            Plan = Plan is null ? int.Parse(plan.Groups[1].Value, CultureInfo.InvariantCulture) : throw new FormatException("a second plan");
        else
            Tests.Add(Test(line));
    }

    private TapTest Test(string line)
    {
        var match = TestLine().Match(line);
        Assert.True(match.Success, $"no line of TAP: {line}");
        Assert.Equal(Tests.Count + 1, int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));
        return new TapTest(
            match.Groups["not"].Length == 0,
            Escape().Replace(match.Groups["description"].Value, "$1"),
            match.Groups["skip"].Success ? match.Groups["reason"].Value : null,
            new Dictionary<string, string>());
    }

    private static Dictionary<string, string> Block(Queue<string> lines)
    {
        List<string> block = [];
        while (lines.Dequeue() is var line && line != "  ...")
            block.Add(line);
        return new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>>(string.Join('\n', block));
    }

    [GeneratedRegex(@"^1\.\.(\d+)(?: # SKIP.*)?$")]
    private static partial Regex PlanLine();

    [GeneratedRegex(@"^(?<not>not )?ok (?<number>\d+)(?: - (?<description>(?:\\[\\#]|[^\\#])*?))?(?<skip> # SKIP(?: (?<reason>.+))?)?$", RegexOptions.Singleline)]
    private static partial Regex TestLine();

    [GeneratedRegex(@"\\([\\#])")]
    private static partial Regex Escape();
}
