using System.IO.Compression;

namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>A user's own folders and a project, for the real program; nothing of whoever runs the tests counts.</summary>
internal sealed class UserFolder : IAsyncDisposable
{
    public const string Alarm = "Foray.Fixtures.Alarm";
    public const string Commands = "Foray.Fixtures.Commands";

    private readonly TestFolder _folder = new();

    public UserFolder() => Directory.CreateDirectory(Project);

    public Dictionary<string, string?> Environment { get; } = [];

    public string Project => _folder.Of("project");

    public string UserPackages => _folder.Of("data", "foray", "plugins");

    public string ProjectPackages => _folder.Of("project", ".foray", "plugins");

    public string Settings => _folder.Of("config", "foray", "settings.yml");

    /// <summary>File that the package with the alarm writes when any code of it is run.</summary>
    public string AlarmTrace => _folder.Of("alarm");

    public string Of(params string[] parts) => _folder.Of(parts);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Copies a fixture into a folder of packages.</summary>
    public static string Copy(string fixture, string packages)
    {
        var folder = Directory.CreateDirectory(Path.Combine(packages, fixture)).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(FixturePackage.Built(fixture))!))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    /// <summary>Packs a fixture into a feed that is a folder.</summary>
    public string Pack(string fixture, string version = "0.2.0", string type = "ForayPlugin", string? more = null)
    {
        var path = Path.Combine(Directory.CreateDirectory(_folder.Of("feed")).FullName, $"{fixture}.{version}.nupkg");
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        Add(archive, fixture + ".nuspec", $"""
            <package><metadata><id>{fixture}</id><version>{version}</version><authors>somebody</authors><description>A fixture.</description>
            <packageTypes><packageType name="{type}" /></packageTypes></metadata></package>
            """);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(FixturePackage.Built(fixture))!))
            archive.CreateEntryFromFile(file, "foray/" + Path.GetFileName(file));
        if (more is not null)
            Add(archive, more, "more");
        return path;
    }

    public string Feed => _folder.Of("feed");

    /// <summary>An experiment in the project.</summary>
    /// <param name="software">Lines of its software.</param>
    public void WriteExperiment(string? software = null) =>
        _folder.Write("project/experiment.yml", Experiments.Local(Experiments.Script("true")) + (software is null ? "" : $"\nsoftware:\n{software}\n"));

    public Task<CommandResult> ForayAsync(params string[] arguments) => ForayProgram.RunProgramAsync(ForayProgram.Path, Project, AllVariables(), arguments);

    /// <summary>A line for the shell, to which the program is <c>foray</c>.</summary>
    public Task<CommandResult> ShellAsync(string line) =>
        ForayProgram.RunProgramAsync("/bin/sh", Project, AllVariables(), "-c", $"foray() {{ '{ForayProgram.Path}' \"$@\"; }}; {line}");

    /// <summary>On a terminal where something is typed.</summary>
    public Task<CommandResult> OnTerminalAsync(string typed, params string[] arguments) => Terminal.RunAsync(Project, AllVariables(), typed, arguments);

    public RunningCommand Start(params string[] arguments) => ForayProgram.Start(ForayProgram.Path, Project, AllVariables(), arguments);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }

    private Dictionary<string, string?> AllVariables() => new(Environment)
    {
        ["XDG_DATA_HOME"] = _folder.Of("data"),
        ["XDG_CONFIG_HOME"] = _folder.Of("config"),
        ["XDG_CACHE_HOME"] = _folder.Of("cache"),
        ["FORAY_FIXTURES_ALARM"] = AlarmTrace,
        ["FORAY_PLUGIN_PATH"] = Environment.GetValueOrDefault("FORAY_PLUGIN_PATH"),
        ["FORAY_PLUGINS_DISABLE"] = Environment.GetValueOrDefault("FORAY_PLUGINS_DISABLE"),
    };
}
