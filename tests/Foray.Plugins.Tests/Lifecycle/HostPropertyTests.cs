using CsCheck;
using Foray.Plugins.Lifecycle;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Tests.Lifecycle;

public sealed class HostPropertyTests
{
    private static readonly string[] Names = ["first", "second"];
    private static readonly long Sequences = Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" ? 200_000 : 4_000;

    private static readonly Gen<HostStep[]> Steps = Gen.Select(Gen.Enum<HostOperation>(), Gen.Int[0, 1], (operation, plugin) => new HostStep(operation, plugin)).Array[1, 40];

    private static readonly Gen<HostOperation> Repeatable =
        Gen.Int[0, 4].Select(index => new[] { HostOperation.Validate, HostOperation.Load, HostOperation.Start, HostOperation.Stop, HostOperation.Unload }[index]);

    [Fact]
    public async Task Whatever_is_done_and_whatever_fails_the_host_does_what_the_model_says_and_leaks_no_instance() =>
        await Steps.SampleAsync(
            async steps =>
            {
                await using var stage = new Stage();
                var model = new HostModel();
                model[0].Script = stage.Add(Names[0]);
                model[1].Script = stage.Add(Names[1], Names[0]);
                foreach (var step in steps)
                {
                    Behave(model[step.Plugin].Script, step.Operation);
                    var isAllowed = model.Do(step);
                    Assert.True(isAllowed == await DoAsync(stage, step), $"{step}: refused {isAllowed}");
                    for (var plugin = 0; plugin < Names.Length; plugin++)
                        AssertSame(model[plugin], stage, Names[plugin], step);
                }

                await stage.Host.DisposeAsync();
                Assert.All(Enumerable.Range(0, Names.Length).Select(plugin => model[plugin].Script), script => Assert.Equal(script.Made, script.Disposed));
            },
            iter: Sequences);

    [Fact]
    public async Task A_step_that_is_repeated_changes_nothing() =>
        await Gen.Select(Steps, Repeatable).SampleAsync(
            async (steps, repeated) =>
            {
                await using var stage = new Stage();
                Script[] scripts = [stage.Add(Names[0]), stage.Add(Names[1], Names[0])];
                foreach (var step in steps.Append(new HostStep(HostOperation.Behave, 0)).Append(new HostStep(HostOperation.Behave, 1)))
                {
                    Behave(scripts[step.Plugin], step.Operation);
                    await DoAsync(stage, step);
                }

                if (!await DoAsync(stage, new HostStep(repeated, 1)))
                    return;
                var statuses = stage.Host.Statuses;
                _ = stage.Told;
                stage.Time.Advance(TimeSpan.FromSeconds(1));
                Assert.True(await DoAsync(stage, new HostStep(repeated, 1)));
                Assert.Equal(statuses, stage.Host.Statuses);
                Assert.Empty(stage.Told);
            },
            iter: Sequences / 4);

    private static void AssertSame(HostModel.Part part, Stage stage, string name, HostStep step)
    {
        var status = stage.Host.StatusOf("result/" + name);
        Assert.True(part.State == status.State, $"{name} is {status.State} and not {part.State} after {step}");
        Assert.Equal(part.HasInstance ? 1 : 0, part.Script.Made - part.Script.Disposed);
        Assert.Equal(part.State is PluginState.Failed or PluginState.Degraded, status.Cause is not null);
    }

    private static void Behave(Script script, HostOperation operation)
    {
        if (operation is not HostOperation.Behave and < HostOperation.FailToInitialize)
            return;
        script.FailsToInitialize = operation is HostOperation.FailToInitialize || (script.FailsToInitialize && operation is not HostOperation.Behave);
        script.FailsToStart = operation is HostOperation.FailToStart || (script.FailsToStart && operation is not HostOperation.Behave);
        script.FailsToStop = operation is HostOperation.FailToStop || (script.FailsToStop && operation is not HostOperation.Behave);
        script.FailsToDispose = operation is HostOperation.FailToDispose || (script.FailsToDispose && operation is not HostOperation.Behave);
    }

    private static async Task<bool> DoAsync(Stage stage, HostStep step)
    {
        var (host, id) = (stage.Host, "result/" + Names[step.Plugin]);
        try
        {
            await (step.Operation switch
            {
                HostOperation.Validate => Done(() => Assert.Empty(host.Validate())),
                HostOperation.Load => host.LoadAsync(id),
                HostOperation.Initialize => host.InitializeAsync(id),
                HostOperation.Start => stage.StartAsync(id),
                HostOperation.Stop => host.StopAsync(id),
                HostOperation.Restart => stage.RestartAsync(id),
                HostOperation.Unload => host.UnloadAsync(id),
                HostOperation.Degrade => Done(() => HealthOf(host, id)?.ReportDegraded("it is hoarse")),
                HostOperation.Recover => Done(() => HealthOf(host, id)?.ReportRecovered()),
                HostOperation.Configure => Done(() => host.Configure(id, Host.Options(("good", "1")))),
                HostOperation.ConfigureBadly => Done(() => host.Configure(id, Host.Options((Stage.Bad, "1")))),
                _ => Task.CompletedTask,
            });
            return true;
        }
        catch (DiagnosticException)
        {
            return false;
        }
    }

    /// <summary>Health can be reported at any time, as long as there is somebody to do it.</summary>
    private static IPluginHealth? HealthOf(PluginHost host, string id)
    {
        try
        {
            return host.Get<Actor>(id).Health;
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private static Task Done(Action step)
    {
        step();
        return Task.CompletedTask;
    }
}
