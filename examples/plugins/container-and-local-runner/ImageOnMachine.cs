using Foray.Sdk.Machines;

namespace Example.Runners;

/// <summary>The image on one machine: fetched once, whoever asks first.</summary>
internal sealed class ImageOnMachine(ContainerOptions options, IMachine machine) : IDisposable
{
    private const int Fetched = 100;

    private readonly SemaphoreSlim _once = new(1, 1);
    private readonly string _id = $"image-{Guid.NewGuid():N}";
    private bool _isReady;
    private bool _isOurs;

    /// <summary>Makes the image ready.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    public async Task<string?> ReadyAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_isReady)
                return null;
            var look = ShellWords.Join(options.Program, "image", "inspect", options.Image);
            var fetch = ShellWords.Join(options.Program, "pull", options.Image);
            var code = await RunAsync("fetch", $"{look} >/dev/null 2>&1 && exit 0\n{fetch} && exit {Fetched}", cancellationToken);
            (_isReady, _isOurs) = (code is 0 or Fetched, code == Fetched);
            return _isReady ? null : $"image '{options.Image}' cannot be fetched on '{machine.Name}' with '{options.Program}'";
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>Removes the image where it was fetched here and is not to be kept.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (_isOurs && !options.KeepImage)
            await RunAsync("remove", ShellWords.Join(options.Program, "rmi", options.Image), cancellationToken);
    }

    public void Dispose() => _once.Dispose();

    private async Task<int?> RunAsync(string name, string script, CancellationToken cancellationToken)
    {
        try
        {
            var handle = await machine.StartAsync(new CommandSpec($"{_id}/{name}", script), cancellationToken);
            return (await machine.WaitAsync(handle, cancellationToken)).ExitCode;
        }
        finally
        {
            // Ends it where nobody waits for it any more; the next test begins anew.
            await machine.RemoveAsync(_id, CancellationToken.None);
        }
    }
}
