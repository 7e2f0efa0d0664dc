using Foray.Configuration.Checking;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Sdk.Checks;
using Foray.Sdk.Deployments;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Experiments;
using Foray.Sdk.Hooks;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Sites;
using Foray.Sdk.Software;

namespace Foray.Experiments.Files;

/// <summary>Calls the rules in code of the plugins that have some.</summary>
internal static class PluginChecks
{
    /// <summary>True where the file names a plugin with rules in code.</summary>
    public static bool AreNeeded(ExperimentFile file) => file.Sections.Any(HasRules);

    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(ExperimentFile file, string folder, PluginScope scope, CancellationToken cancellationToken)
    {
        var found = new List<Diagnostic>();
        foreach (var section in file.Sections.Where(HasRules))
        {
            var context = new CheckContext(file, section, folder, found);
            try
            {
                await CheckAsync(section, scope, context, cancellationToken);
            }
            catch (DiagnosticException refusal)
            {
                found.AddRange(refusal.Diagnostics);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                found.AddRange(PluginLoader.Fault(section.Plugin, "failed while it checked", error).Diagnostics);
            }
        }

        return found;
    }

    private static bool HasRules(CheckedSection section) => section.Plugin.Capabilities.Contains(PluginCapabilities.Checks);

    private static ValueTask CheckAsync(CheckedSection section, PluginScope scope, CheckContext context, CancellationToken cancellationToken)
    {
        var origin = section.Options.Place.ToString();
        return section.Plugin.Kind switch
        {
            "site" => scope.Instances<ISite>().Add(section.Plugin, section.Options, origin).CheckAsync(context, cancellationToken),
            "software" => scope.Instances<ISoftware>().Add(section.Plugin, section.Options, origin).CheckAsync(context, cancellationToken),
            "deployment" => scope.Instances<IDeployment>().Add(section.Plugin, section.Options, origin).CheckAsync(context, cancellationToken),
            "hook" => scope.Instances<IHook>().Add(section.Plugin, section.Options, origin).CheckAsync(context, cancellationToken),
            _ => scope.Instances<IExperiment>().Add(section.Plugin, section.Options, origin).CheckAsync(context, cancellationToken),
        };
    }

    private sealed class CheckContext(ExperimentFile file, CheckedSection section, string folder, List<Diagnostic> found) : ICheckContext
    {
        public MappingNode Section => section.Options;

        public string ExperimentFolder => folder;

        public IReadOnlyDictionary<string, IReadOnlyList<PlannedMachine>> Machines => file.MachinesByLabel;

        public IReadOnlyList<PlannedMachine> Select(LabelSelector labels) => file.Select(labels);

        public IReadOnlyList<PluginSection> Siblings => SectionsOf(section.Plugin.Kind);

        public IReadOnlyList<PluginSection> SectionsOf(string kind) =>
            [.. file.SectionsOf(kind).Select(other => new PluginSection(other.Plugin.Name, other.Options))];

        public void Report(Diagnostic diagnostic) => found.Add(diagnostic.Place is null ? diagnostic with { Place = section.Options.Place } : diagnostic);
    }
}
