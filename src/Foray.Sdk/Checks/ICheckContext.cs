using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Sdk.Checks;

/// <summary>What a plugin's rules in code may look at, and how they report.</summary>
public interface ICheckContext
{
    /// <summary>The plugin's section, for places.</summary>
    MappingNode Section { get; }

    /// <summary>Folder of the experiment file.</summary>
    string ExperimentFolder { get; }

    /// <summary>The machines of each label, generated labels included.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<PlannedMachine>> Machines { get; }

    /// <summary>The machines that a selector chooses, each once, in the order of the file.</summary>
    IReadOnlyList<PlannedMachine> Select(LabelSelector labels);

    /// <summary>The other sections of the same kind, as (plugin, section), in the order of the file; this one included.</summary>
    IReadOnlyList<PluginSection> Siblings { get; }

    /// <summary>All sections of a kind, such as <c>deployment</c>, in the order of the file, for rules between kinds. Default: none are known.</summary>
    IReadOnlyList<PluginSection> SectionsOf(string kind) => [];

    /// <summary>Reports a problem. All are shown together.</summary>
    void Report(Diagnostic diagnostic);
}
