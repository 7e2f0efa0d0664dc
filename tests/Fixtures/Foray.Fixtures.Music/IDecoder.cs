using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Music;

/// <summary>A kind that this package brings.</summary>
[PluginKind("decoder")]
public interface IDecoder
{
    /// <summary>Ending of the files that it reads.</summary>
    string Extension { get; }
}
