using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Plugins.Lifecycle;

/// <summary>Compares options with the schema that a plugin's manifest has.</summary>
public interface IOptionsChecker
{
    /// <summary>Everything that does not fit; empty where all does.</summary>
    IReadOnlyList<Diagnostic> Check(MappingNode options, OptionsSchema schema);
}
