using Foray.Fixtures.Notation;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Tenor;

/// <summary>A notation, whose kind is in an assembly that another package exports.</summary>
[Plugin("neumes")]
public sealed class Neumes : INotation
{
    /// <inheritdoc/>
    public string Write(string note) => $"neume {note}";
}
