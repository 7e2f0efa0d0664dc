using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Liar;

/// <summary>Makes what is no plugin.</summary>
public sealed class IdlerFactory : IPluginFactory
{
    /// <inheritdoc/>
    public object Create(MappingNode options, IServiceProvider services) => new Idler();
}
