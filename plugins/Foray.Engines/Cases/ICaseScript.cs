namespace Foray.Engines.Cases;

/// <summary>A script of every case.</summary>
internal interface ICaseScript
{
    string Script { get; }

    string Executable { get; }

    IReadOnlyList<string> Requires { get; }

    string? Name { get; }
}
