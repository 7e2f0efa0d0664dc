using CsCheck;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Sandbox;

public sealed class WorkerWatchTests
{
    [Theory]
    [InlineData(256 << 20, "it used more than 256 MiB of memory")]
    [InlineData(1 << 30, "it used more than 1 GiB of memory")]
    [InlineData(1000, "it used more than 1000 B of memory")]
    public void Memory_is_told_in_its_largest_whole_unit(long memory, string sentence) =>
        Assert.Equal(sentence, Watch(new ProgramLimits { Memory = memory }).Breach(new WorkerUse(memory + 1, TimeSpan.Zero), TimeSpan.Zero));

    [Theory]
    [InlineData(60, "it ran longer than 60 s")]
    [InlineData(3600, "it ran longer than 1 h")]
    [InlineData(0.25, "it ran longer than 0.25 s")]
    public void Time_is_told_in_seconds_or_hours(double seconds, string sentence) => Assert.Equal(
        sentence,
        Watch(new ProgramLimits { Time = TimeSpan.FromSeconds(seconds) }).Breach(default, TimeSpan.FromSeconds(seconds + 1)));

    [Fact]
    public void Processor_time_counts_from_when_the_worker_was_taken()
    {
        var watch = new WorkerWatch(new ProgramLimits(), new WorkerUse(0, TimeSpan.FromSeconds(30)));
        Assert.Null(watch.Breach(new WorkerUse(0, TimeSpan.FromSeconds(90)), TimeSpan.Zero));
        Assert.Equal("it used more than 60 s of processor time", watch.Breach(new WorkerUse(0, TimeSpan.FromSeconds(90.01)), TimeSpan.Zero));
    }

    [Fact]
    public void The_signal_of_the_systems_own_limit_is_known_and_no_other_end_is()
    {
        var watch = Watch(new ProgramLimits());
        for (var exitCode = 0; exitCode < 256; exitCode++)
            Assert.Equal(exitCode == 152 ? "it used more than 60 s of processor time" : null, watch.Breach(exitCode));
    }

    [Fact]
    public void There_is_a_breach_just_where_a_limit_is_passed() =>
        Gen.Select(Gen.Long[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((memory, processor, time) =>
        {
            var limits = new ProgramLimits { Memory = 500, Cpu = TimeSpan.FromSeconds(500), Time = TimeSpan.FromSeconds(500) };
            var breach = Watch(limits).Breach(new WorkerUse(memory, TimeSpan.FromSeconds(processor)), TimeSpan.FromSeconds(time));
            return (breach is not null) == (memory > 500 || processor > 500 || time > 500);
        });

    private static WorkerWatch Watch(ProgramLimits limits) => new(limits, default);
}
