namespace Foray.Stations.Programs;

/// <summary>What a program is made of: it travels with it and never changes.</summary>
/// <param name="Runtime">Name of the runtime plugin that runs it, such as <c>python</c>.</param>
/// <param name="Main">Name of the main file, such as <c>kp.py</c>; one of <paramref name="Modules"/>.</param>
/// <param name="Modules">Text of each of its files by name: the main file, and modules that it imports.</param>
/// <param name="Arguments">What the submitter gave after <c>--</c>.</param>
internal sealed record ProgramPackage(string Runtime, string Main, IReadOnlyDictionary<string, string> Modules, IReadOnlyList<string> Arguments)
{
    /// <summary>Name of the class that is the program.</summary>
    public const string ClassName = "KP";
}
