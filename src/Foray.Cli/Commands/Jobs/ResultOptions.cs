using System.CommandLine;
using Foray.Jobs;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands.Jobs;

/// <summary>Options for results besides those in the job's folder.</summary>
internal sealed class ResultOptions
{
    private const string BadOption = "FORAY208";

    private static readonly (string Option, string Format)[] Formats =
    [
        ("--json", "json"), ("--xunit", "xunit"), ("--tap", "tap"), ("--html", "html"), ("--markdown", "markdown"),
    ];

    private readonly List<(Option<string[]> Option, string Format)> _options = [];
    private readonly Option<string[]> _others = new("--result") { Description = "Results in any other installed format. Can be repeated.", HelpName = "FORMAT=PATH" };
    private readonly Option<string> _format = CommonOptions.Format();

    public ResultOptions(Command command)
    {
        foreach (var (name, format) in Formats)
        {
            var option = new Option<string[]>(name) { Description = $"Results as {format}; '-' is standard output. Can be repeated.", HelpName = "PATH" };
            _options.Add((option, format));
            command.Options.Add(option);
        }

        command.Options.Add(_others);
        command.Options.Add(_format);
    }

    /// <summary>The targets that were asked for.</summary>
    /// <exception cref="DiagnosticException">One cannot be read.</exception>
    public IReadOnlyList<ResultTarget> Read(ParseResult parsed)
    {
        var targets = _options.SelectMany(entry => (parsed.GetValue(entry.Option) ?? []).Select(path => Target(entry.Format, path, $"{entry.Option.Name} {path}"))).ToList();
        foreach (var text in parsed.GetValue(_others) ?? [])
        {
            targets.Add(text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
                ? Target(text[..equals], text[(equals + 1)..], $"{_others.Name} {text}")
                : throw new DiagnosticException(Diagnostic.Error(BadOption, $"{_others.Name} '{text}' has no path", "write FORMAT=PATH")));
        }

        if (parsed.GetValue(_format) == OutputFormats.Json)
            targets.Add(new ResultTarget("json", ResultTarget.StandardOutput, $"{_format.Name} json"));
        return targets;
    }

    private static ResultTarget Target(string format, string path, string origin) => path.Length > 0
        ? new ResultTarget(format, path, origin)
        : throw new DiagnosticException(Diagnostic.Error(BadOption, $"{origin.Trim()} has no path", "give a path, or '-' for standard output"));
}
