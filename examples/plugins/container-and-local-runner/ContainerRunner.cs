using System.Collections.Concurrent;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Example.Runners;

/// <summary>
/// Runs a test in a container on its machine. Only tests tell which machines there are, so the image is fetched before the first test on each and not in the set-up; the container is gone after each test, also one that was ended.
/// </summary>
[Plugin("container", Description = "Runs a test in a container on its machine.")]
public sealed class ContainerRunner(ContainerOptions options) : IRunner
{
    private readonly ConcurrentDictionary<string, ImageOnMachine> _images = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<TestOutcome> RunAsync(Runnable test, ITestContext context, CancellationToken cancellationToken)
    {
        var image = _images.GetOrAdd(context.Machine.Name, _ => new ImageOnMachine(options, context.Machine));
        if (await image.ReadyAsync(cancellationToken) is { } problem)
            return new TestOutcome(TestStatus.Error, problem);
        var container = "foray-" + new string([.. context.Id.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')]);
        var variables = test.Environment.Keys.SelectMany(name => new[] { "--env", name });
        string[] words = [options.Program, "run", "--rm", "--name", container, .. variables, options.Image, test.Uri, .. test.Arguments];
        return await TestCommand.RunAsync(context, $"exec {ShellWords.Join(words)}", test.Environment, () => RemoveAsync(context.Machine, context.Id, container), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task TearDownAsync(CancellationToken cancellationToken)
    {
        foreach (var machine in _images.Keys)
        {
            if (!_images.TryRemove(machine, out var image))
                continue;
            using (image)
                await image.RemoveAsync(cancellationToken);
        }
    }

    /// <summary>The client that was ended may have left its container running.</summary>
    private async Task RemoveAsync(IMachine machine, string id, string container)
    {
        var handle = await machine.StartAsync(new CommandSpec($"{id}/remove", ShellWords.Join(options.Program, "rm", "--force", container)), CancellationToken.None);
        await machine.WaitAsync(handle, CancellationToken.None);
    }
}
