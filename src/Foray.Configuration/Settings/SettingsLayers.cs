using Foray.Configuration.Variables;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Configuration.Settings;

/// <summary>The layers of settings: command line over environment over project file over user file over defaults.</summary>
public static class SettingsLayers
{
    /// <summary>Name of the settings file of a project, in the experiment's folder.</summary>
    public const string ProjectFileName = "foray.yml";

    /// <summary>Environment variable with folders of packages, separated by colons.</summary>
    public const string PathVariable = "FORAY_PLUGIN_PATH";

    /// <summary>Environment variable with plugins that are never loaded, separated by commas.</summary>
    public const string DisableVariable = "FORAY_PLUGINS_DISABLE";

    /// <summary>Reads all layers and lays them over each other.</summary>
    /// <param name="projectFolder">Folder of the experiment file; null where there is no project.</param>
    /// <param name="commandLine">What the command line says; null for nothing.</param>
    /// <param name="environment">Reads an environment variable; null for those of this process.</param>
    public static LoadedSettings Load(string? projectFolder, PluginSettings? commandLine = null, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        var diagnostics = new List<Diagnostic>();
        var settings = commandLine ?? new PluginSettings();
        settings = settings.Over(FromEnvironment(environment));
        if (projectFolder is not null)
            settings = settings.Over(FromProject(Path.Combine(projectFolder, ProjectFileName), environment, diagnostics));
        if (UserFile(environment) is { } userFile)
            settings = settings.Over(FromFile(userFile, environment, diagnostics));
        return new LoadedSettings(settings, diagnostics);
    }

    /// <summary>Path of the user's settings file; null where there is no home folder.</summary>
    public static string? UserFile(Func<string, string?> environment)
    {
        if (environment("XDG_CONFIG_HOME") is { Length: > 0 } configuration)
            return Path.Combine(configuration, "foray", "settings.yml");
        return environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".config", "foray", "settings.yml") : null;
    }

    private static PluginSettings FromEnvironment(Func<string, string?> environment) => new()
    {
        Paths = [.. Parts(environment(PathVariable), ":").Select(path => HomePath.Expand(path, environment, Environment.CurrentDirectory))],
        Disable = Parts(environment(DisableVariable), ","),
    };

    private static PluginSettings FromFile(string path, Func<string, string?> environment, List<Diagnostic> diagnostics) =>
        File.Exists(path) ? new SettingsFile(path, environment).Read(diagnostics) : new PluginSettings();

    /// <summary>A project that somebody cloned must not bring code along that runs because they checked it.</summary>
    private static PluginSettings FromProject(string path, Func<string, string?> environment, List<Diagnostic> diagnostics)
    {
        var settings = FromFile(path, environment, diagnostics);
        if (settings.Paths.Count == 0)
            return settings;
        diagnostics.Add(Diagnostic.Warning(ConfigurationCodes.ProjectPaths, new Place(path, 0, 0), "the plugin folders of a project's settings are left out",
            $"if you trust them, name them in {PathVariable} or in your own settings file"));
        return settings with { Paths = [] };
    }

    private static string[] Parts(string? list, string separator) =>
        (list ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
