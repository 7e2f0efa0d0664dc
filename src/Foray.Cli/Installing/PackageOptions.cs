using System.CommandLine;
using Foray.Cli.Commands;

namespace Foray.Cli.Installing;

/// <summary>Options that the commands about packages have in common.</summary>
internal sealed class PackageOptions
{
    private readonly Option<string[]> _sources = new("--source")
    {
        Description = "A folder, URL or configured feed to take packages from, instead of the configured feeds. Can be repeated.",
        HelpName = "DIR|URL",
    };

    private readonly Option<bool> _project = new("--project") { Description = "Change the packages of the project in this folder instead of the user's." };

    private readonly Option<bool> _prerelease = new("--prerelease") { Description = "Take versions that are not stable too." };

    private readonly Option<string> _format = CommonOptions.Format();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasProject">Whether it changes packages.</param>
    /// <param name="hasSources">Whether it asks feeds.</param>
    /// <param name="hasPrerelease">Whether it chooses versions.</param>
    public PackageOptions(Command command, bool hasProject = true, bool hasSources = true, bool hasPrerelease = true)
    {
        if (hasSources)
            command.Options.Add(_sources);
        if (hasProject)
            command.Options.Add(_project);
        if (hasPrerelease)
            command.Options.Add(_prerelease);
        command.Options.Add(_format);
    }

    public IReadOnlyList<string> Sources(ParseResult parsed) => parsed.GetResult(_sources) is null ? [] : parsed.GetValue(_sources) ?? [];

    public bool IsProject(ParseResult parsed) => parsed.GetResult(_project) is not null && parsed.GetValue(_project);

    public bool IsPrerelease(ParseResult parsed) => parsed.GetResult(_prerelease) is not null && parsed.GetValue(_prerelease);

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_format) == OutputFormats.Json;
}
