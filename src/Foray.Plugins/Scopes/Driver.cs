using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Plugins.Scopes;

/// <summary>One plugin of a kind, chosen by name; nothing is loaded before the choice.</summary>
/// <typeparam name="T">Interface of the kind.</typeparam>
public sealed class Driver<T>
    where T : class
{
    private readonly PluginScope _scope;

    internal Driver(PluginScope scope) => _scope = scope;

    /// <summary>The chosen plugin; null before a choice.</summary>
    public T? Current { get; private set; }

    /// <summary>Chooses a plugin; one that was chosen before is disposed first.</summary>
    /// <param name="name">Its name; null for the default of the settings.</param>
    /// <param name="options">Its options; null for none.</param>
    /// <param name="origin">Where the choice was made, for messages about conflicts.</param>
    /// <exception cref="DiagnosticException">There is no such plugin, or no default, or it cannot be made.</exception>
    public async ValueTask<T> UseAsync(string? name = null, MappingNode? options = null, string origin = "code")
    {
        var kind = PluginScope.KindOf<T>();
        var chosen = name ?? _scope.Catalog.Settings.Drivers.GetValueOrDefault(kind)
            ?? throw new DiagnosticException(Diagnostic.Error(PluginCodes.Unknown, $"no {kind} is chosen, and the settings have no default",
                $"choose one of: {string.Join(", ", _scope.Catalog.NamesOf(kind))}"));
        var plugin = _scope.Find<T>(chosen);
        if (Current is { } previous)
        {
            Current = null;
            await _scope.ReleaseAsync(previous).ConfigureAwait(false);
        }

        return Current = _scope.Create<T>(plugin, options, [], origin);
    }
}
