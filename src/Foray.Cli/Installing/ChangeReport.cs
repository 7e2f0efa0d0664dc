using Foray.Cli.Output;
using Foray.Packages;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Installing;

/// <summary>What became of packages, and which plugins came with them.</summary>
internal static class ChangeReport
{
    public static void WriteText(PluginFolder folder, IReadOnlyList<PackageChange> changes, TextWriter output)
    {
        foreach (var change in changes)
            output.WriteLine(Line(change, PluginsOf(folder, change, [])));
        if (changes.Count == 0)
            output.WriteLine("there are no packages");
        if (folder.Project is not null && changes.Any(HasCome))
            output.WriteLine("packages of a project run only after 'foray plugin trust'");
    }

    public static void WriteJson(PluginFolder folder, IReadOnlyList<PackageChange> changes) => JsonOutput.WriteObject(writer =>
    {
        var diagnostics = new List<Diagnostic>();
        writer.WriteString("folder", folder.Packages);
        writer.WriteList("packages", changes, change =>
        {
            writer.WriteStartObject();
            writer.WriteString("package", change.Id);
            writer.WriteString("outcome", Word(change));
            writer.WriteString("version", change.Version);
            writer.WriteString("former", change.Former);
            writer.WriteBoolean("direct", change.IsDirect);
            writer.WriteTexts("plugins", PluginsOf(folder, change, diagnostics));
            writer.WriteEndObject();
        });
        writer.WriteDiagnostics(diagnostics);
    });

    private static string Line(PackageChange change, IReadOnlyList<string> plugins)
    {
        var version = change.Version is null ? $" {change.Former}" : change.Former is null || change.Former == change.Version ? $" {change.Version}" : $" {change.Former} -> {change.Version}";
        var came = HasCome(change) && plugins.Count > 0 ? $": {string.Join(", ", plugins)}" : "";
        return $"{Word(change)} {change.Id}{version}{(change.IsDirect || change.Version is null ? "" : " (required by others)")}{came}";
    }

    private static IReadOnlyList<string> PluginsOf(PluginFolder folder, PackageChange change, List<Diagnostic> diagnostics)
    {
        if (change.Version is null)
            return [];
        var catalog = CatalogBuilder.FromAssemblies([Path.Combine(folder.Packages, change.Id, change.Id + ".dll")], new PluginSettings());
        diagnostics.AddRange(catalog.Diagnostics);
        return [.. catalog.Plugins.Select(plugin => $"{plugin.Kind}/{plugin.Name}")];
    }

    private static bool HasCome(PackageChange change) => change.Outcome is PackageOutcome.Installed or PackageOutcome.Updated or PackageOutcome.Restored;

    private static string Word(PackageChange change) => change.Outcome.ToString().ToLowerInvariant();
}
