using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Choir;

/// <summary>A kind that this package defines, and that others implement.</summary>
[PluginKind("voice")]
public interface IVoice
{
    /// <summary>Sings a note.</summary>
    string Sing(string note);
}
