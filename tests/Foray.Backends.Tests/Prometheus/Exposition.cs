using System.Globalization;
using System.Text;

namespace Foray.Backends.Tests.Prometheus;

/// <summary>A page of the text format 0.0.4, read after its specification; throws where the page is not sound.</summary>
internal static class Exposition
{
    public static IReadOnlyDictionary<string, double> Parse(string page)
    {
        Assert.True(page.Length == 0 || page.EndsWith('\n'), "the last line ends with a line feed");
        var samples = new Dictionary<string, double>();
        var types = new HashSet<string>();
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.True(types.Add(line.Split(' ')[2]), $"a second type: {line}");
                continue;
            }

            var (series, name, value) = Sample(line);
            Assert.Contains(name, types);
            samples.Add(series, value);
        }

        return samples;
    }

    private static (string Series, string Name, double Value) Sample(string line)
    {
        var at = line.IndexOf('{', StringComparison.Ordinal);
        var name = line[..at];
        Assert.Matches("^[a-zA-Z_:][a-zA-Z0-9_:]*$", name);
        var labels = new List<string>();
        while (line[at] != '}')
        {
            var equals = line.IndexOf('=', at);
            var label = line[(at + 1)..equals];
            Assert.Matches("^[a-zA-Z_][a-zA-Z0-9_]*$", label);
            at = equals + 1;
            labels.Add($"{label}={Quoted(line, ref at)}");
        }

        Assert.Equal(labels.Count, labels.Select(label => label.Split('=')[0]).Distinct().Count());
        Assert.Equal(' ', line[at + 1]);
        var value = line[(at + 2)..] switch
        {
            "NaN" => double.NaN,
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        return ($"{name} {string.Join(' ', labels)}", name, value);
    }

    private static string Quoted(string line, ref int at)
    {
        var value = new StringBuilder();
        for (at++; line[at] != '"'; at++)
        {
            if (line[at] != '\\')
                value.Append(line[at]);
            else
                value.Append(line[++at] switch { 'n' => '\n', '\\' => '\\', '"' => '"', var other => throw new InvalidDataException($"\\{other}") });
        }

        at++;
        return value.ToString();
    }
}
