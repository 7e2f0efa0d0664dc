using Foray.Experiments.Files;
using Foray.Plugins.Scopes;
using Foray.Sdk.Hooks;

namespace Foray.Experiments.Hooks;

/// <summary>The hooks of a file, in its order.</summary>
internal static class HookPlan
{
    public static IEnumerable<PlannedHook> Of(ExperimentFile file, PluginScope scope)
    {
        var instances = scope.Instances<IHook>();
        return file.SectionsOf("hook").Select(section => new PlannedHook(section, instances.Add(section.Plugin, section.Options, section.Options.Place.ToString())));
    }
}
