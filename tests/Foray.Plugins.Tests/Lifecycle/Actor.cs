using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Lifecycle;

/// <summary>A plugin that is registered by hand, follows its script, and tells the stage what happens to it.</summary>
internal sealed class Actor(Stage stage, string name, Script script, IPluginHealth health) : IResultWriter, IPluginLifecycle, IAsyncDisposable
{
    public string FileName => name;

    public IPluginHealth Health => health;

    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        stage.Tell($"start {name}");
        if (script.Limits is { } limits)
            health.ReportDegraded(limits);
        return script.FailsToStart ? throw new InvalidOperationException("stage fright") : script.Start?.Invoke(cancellationToken) ?? Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        stage.Tell($"stop {name}");
        return script.FailsToStop ? throw new InvalidOperationException("no curtain") : script.Stop?.Invoke(cancellationToken) ?? Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        script.Disposed++;
        stage.Tell($"dispose {name}");
        return script.FailsToDispose ? throw new InvalidOperationException("it stays") : new ValueTask(script.Dispose?.Invoke() ?? Task.CompletedTask);
    }
}
