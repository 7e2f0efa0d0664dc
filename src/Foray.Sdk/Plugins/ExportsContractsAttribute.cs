namespace Foray.Sdk.Plugins;

/// <summary>
/// Names assemblies of a package whose types other packages use, such as kinds of its own: all of them get one and the same assembly.
/// An assembly that defines kinds itself counts without being named.
/// </summary>
/// <param name="assemblies">Names of the assemblies, without <c>.dll</c>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ExportsContractsAttribute(params string[] assemblies) : Attribute
{
    /// <summary>Names of the assemblies.</summary>
    public IReadOnlyList<string> Assemblies { get; } = assemblies;
}
