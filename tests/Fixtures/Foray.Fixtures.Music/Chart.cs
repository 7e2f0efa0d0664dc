using Foray.Sdk.Consoles;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Music;

/// <summary>Results as chart, without options.</summary>
[Plugin("chart")]
public sealed class Chart : IResultWriter, IDisposable
{
    private readonly IConsole _console;

    /// <summary>Tells when it is made.</summary>
    public Chart(IConsole console)
    {
        _console = console;
        console.WriteLine("make chart");
    }

    /// <inheritdoc/>
    public string FileName => "chart.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _console.WriteLine("dispose chart");
}
