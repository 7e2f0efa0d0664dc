using Foray.Sdk.Documents;

namespace Foray.Sdk.Plugins;

/// <summary>Makes one plugin from its section of a document. Written by the generator for every plugin, so that no reflection is needed.</summary>
public interface IPluginFactory
{
    /// <summary>Binds the options and calls the plugin's constructor.</summary>
    /// <param name="options">The plugin's section, already checked against its schema.</param>
    /// <param name="services">Source of the Sdk's services.</param>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The section does not fit the options.</exception>
    object Create(MappingNode options, IServiceProvider services);
}
