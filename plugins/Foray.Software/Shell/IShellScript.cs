namespace Foray.Software.Shell;

/// <summary>A script for machines.</summary>
internal interface IShellScript
{
    string Script { get; }

    string Executable { get; }

    TimeSpan Timeout { get; }
}
