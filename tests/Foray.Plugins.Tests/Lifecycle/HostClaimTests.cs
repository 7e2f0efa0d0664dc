using Foray.Plugins.Lifecycle;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Lifecycle;

/// <summary>A resource is taken once for all that a host runs and for all scopes that it opened.</summary>
public sealed class HostClaimTests : IAsyncDisposable
{
    private readonly Stage _stage = new();
    private readonly List<Owner> _made = [];

    public HostClaimTests()
    {
        foreach (var name in new[] { "first", "second" })
            _stage.Host.Register<IResultWriter>(new PluginRegistration(name, (_, _) => Make(new Owner())));
        _stage.Host.Register<IResultWriter>(new PluginRegistration("mute", (_, _) => Make(new Owner { FailsToTell = true })));
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private Owner Make(Owner owner)
    {
        _made.Add(owner);
        return owner;
    }

    [Fact]
    public async Task A_second_hosted_plugin_that_claims_the_same_fails_and_is_disposed_and_both_are_named()
    {
        await _stage.StartAsync("result/first");
        var refusal = await Stage.RefusalAsync(() => _stage.StartAsync("result/second"));
        Assert.Equal(PluginCodes.Claimed, refusal.Code);
        Assert.Contains("result 'first' (host)", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("result 'second' (host)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((PluginState.Failed, refusal), (_stage.StateOf("second"), _stage.Host.StatusOf("result/second").Cause));
        Assert.Equal([false, true], _made.Select(owner => owner.IsDisposed));
    }

    [Fact]
    public async Task A_plugin_that_is_unloaded_or_made_anew_gives_back_what_it_claimed()
    {
        await _stage.Host.InitializeAsync("result/first");
        await _stage.Host.InitializeAsync("result/first");
        await _stage.Host.UnloadAsync("result/first");
        await _stage.StartAsync("result/second");
        Assert.Equal(PluginState.Active, _stage.StateOf("second"));
    }

    [Fact]
    public async Task What_a_hosted_plugin_claims_is_taken_for_every_scope_of_the_host_and_the_other_way_round()
    {
        await using var scope = _stage.Host.OpenScope();
        await using var other = _stage.Host.OpenScope();
        var instance = scope.Instances<IResultWriter>().Add("first", null, "here");
        Assert.Equal(PluginCodes.Claimed, (await Stage.RefusalAsync(() => _stage.StartAsync("result/second"))).Code);
        Assert.Equal(PluginCodes.Claimed, (await Stage.RefusalAsync(() => Task.FromResult(other.Instances<IResultWriter>().Add("second", null, "there")))).Code);
        await scope.DisposeAsync();
        await _stage.StartAsync("result/second");
        Assert.Equal(PluginCodes.Claimed, (await Stage.RefusalAsync(() => Task.FromResult(other.Instances<IResultWriter>().Add("first", null, "there")))).Code);
        Assert.True(((Owner)instance).IsDisposed);
    }

    [Fact]
    public async Task One_that_fails_to_tell_what_it_claims_has_failed()
    {
        var fault = await Stage.RefusalAsync(() => _stage.StartAsync("result/mute"));
        Assert.Equal(PluginCodes.Fault, fault.Code);
        Assert.Contains("nobody asked", fault.Message, StringComparison.Ordinal);
        Assert.True(Assert.Single(_made).IsDisposed);
    }

    private sealed class Owner : IResultWriter, IClaimsResources, IDisposable
    {
        public bool FailsToTell { get; init; }

        public bool IsDisposed { get; private set; }

        public string FileName => "owner";

        public IReadOnlyList<ResourceClaim> Claims => FailsToTell ? throw new InvalidOperationException("nobody asked") : [new ResourceClaim("piano")];

        public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => IsDisposed = true;
    }
}
