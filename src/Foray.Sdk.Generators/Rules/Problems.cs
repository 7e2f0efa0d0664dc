using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Rules;

/// <summary>The breaches of the contract found in one plugin. The analyzer reports them; the generator writes nothing for a plugin that has any.</summary>
internal sealed class Problems
{
    private readonly List<Diagnostic> _found = [];

    public IReadOnlyList<Diagnostic> Found => _found;

    public bool Any => _found.Count > 0;

    public void Add(DiagnosticDescriptor rule, Location place, params object[] arguments) =>
        _found.Add(Diagnostic.Create(rule, place, arguments));
}
