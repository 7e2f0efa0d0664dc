using System.Security.Cryptography;
using Foray.Configuration.Checking;
using Foray.Experiments.Files;
using Foray.Plugins.Scopes;
using Foray.Sdk.Deployments;
using Foray.Sdk.Documents;
using Foray.Sdk.Software;

namespace Foray.Experiments.Provisioning;

/// <summary>What has to be installed, and in which order: software as the file has it, then deployments, each in ascending order of its sections.</summary>
internal static class InstallPlan
{
    private const string DeploymentKind = "deployment";

    /// <summary>The installations of a file, in order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="scope">Owns the plugins that are made.</param>
    /// <param name="folder">Folder of the file.</param>
    public static IEnumerable<InstallStep> StepsOf(ExperimentFile file, PluginScope scope, string folder) => Software(file, scope).Concat(Deployments(file, scope, folder));

    /// <summary>Steps that are done again on all of their machines: a deployment is one system, and its parts know each other.</summary>
    /// <param name="steps">All steps.</param>
    /// <param name="isDone">True for a step that all of its machines have.</param>
    public static HashSet<InstallStep> StaleOf(IReadOnlyList<InstallStep> steps, Func<InstallStep, bool> isDone) =>
        [.. steps.Where(step => step.Plugin.Kind == DeploymentKind).GroupBy(step => step.Plugin).Where(plugin => !plugin.All(isDone)).SelectMany(plugin => plugin)];

    /// <summary>True where a step waits for one before it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="earlier">The one before it.</param>
    /// <param name="shareMachines">True where something of both is done on the same computer.</param>
    public static bool MustFollow(InstallStep step, InstallStep earlier, bool shareMachines) =>
        shareMachines || step.Plugin.Kind != earlier.Plugin.Kind || (step.Plugin == earlier.Plugin && step.Order != earlier.Order);

    private static IEnumerable<InstallStep> Software(ExperimentFile file, PluginScope scope)
    {
        var instances = scope.Instances<ISoftware>();
        return file.SectionsOf("software").Select(section =>
        {
            var software = instances.Add(section.Plugin, section.Options, section.Options.Place.ToString());
            return new InstallStep(section.Plugin, KeyOf(section, file, []), section.Options, software.Labels, 0, StepPolicy.Of(section), software.InstallAsync);
        });
    }

    private static IEnumerable<InstallStep> Deployments(ExperimentFile file, PluginScope scope, string folder)
    {
        var instances = scope.Instances<IDeployment>();
        return file.SectionsOf(DeploymentKind)
            .Select(section => (Section: section, Deployment: instances.Add(section.Plugin, section.Options, section.Options.Place.ToString())))
            .GroupBy(entry => entry.Section.Plugin)
            .SelectMany(plugin => plugin.OrderBy(entry => entry.Deployment.Order).Select(entry => new InstallStep(
                entry.Section.Plugin, KeyOf(entry.Section, file, plugin.SelectMany(other => ContentOf(other.Section, other.Deployment, folder))),
                entry.Section.Options, entry.Deployment.Labels, entry.Deployment.Order, StepPolicy.Of(entry.Section), entry.Deployment.DeployAsync)));
    }

    /// <summary>What all sections of a deployment depend on.</summary>
    private static IEnumerable<string> ContentOf(CheckedSection section, IDeployment deployment, string folder) =>
        deployment.Files.Select(file => Path.GetFullPath(file.Path, folder)).Where(File.Exists)
            .Select(path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))).Prepend(DocumentJson.Write(section.Options));

    private static string KeyOf(CheckedSection section, ExperimentFile file, IEnumerable<string> system)
    {
        var variables = file.Variables.Where(variable => !variable.Value.IsSecret).Select(variable => $"{variable.Key}={file.ResolvedVariables[variable.Key]}");
        return FileNames.Hash($"{section.Plugin.Kind}\n{section.Plugin.QualifiedName}\n{DocumentJson.Write(section.Options)}\n{string.Concat(system.Select(part => part + "\n"))}{string.Join('\n', variables)}", 16);
    }
}
