using Foray.Sdk.Consoles;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Music;

/// <summary>Results as notes, without options.</summary>
[Plugin("notes")]
public sealed class Notes : IResultWriter, IDisposable
{
    private readonly IConsole _console;

    /// <summary>Tells when it is made.</summary>
    public Notes(IConsole console)
    {
        _console = console;
        console.WriteLine("make notes");
    }

    /// <inheritdoc/>
    public string FileName => "notes.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _console.WriteLine("dispose notes");
}
