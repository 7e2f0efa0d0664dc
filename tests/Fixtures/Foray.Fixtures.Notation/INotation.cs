using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Notation;

/// <summary>A kind in an assembly of its own.</summary>
[PluginKind("notation")]
public interface INotation
{
    /// <summary>How it writes a note.</summary>
    string Write(string note);
}
