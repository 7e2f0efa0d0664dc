using System.Runtime.InteropServices;

namespace Foray.Processes.Wardens;

/// <summary>What a warden does. One thread, and calls that block: it has nothing else to do.</summary>
internal sealed unsafe class WardenLoop(TimeProvider time)
{
    private const int Requests = 0;
    private const int Replies = 1;
    private const int Longest = 64 * 1024 * 1024;

    private byte* _message = (byte*)NativeMemory.Alloc((nuint)sizeof(MessageFrame));

    /// <summary>Serves until its input ends. False where that is not what Foray writes.</summary>
    public bool Run()
    {
        fixed (byte* greeting = WardenReply.Greeting)
            Write(greeting, WardenReply.Greeting.Length);
        MessageFrame? frame;
        while ((frame = Read()) is { } message)
        {
            if (message.Kind == MessageKind.Run)
                Answer();
            else if (message.Kind != MessageKind.Stop) // a stop that came too late
                return false;
        }

        return true;
    }

    private void Answer()
    {
        using var message = new ProgramMessage(_message);
        var reply = new WardenReply { Started = time.GetUtcNow().Ticks };
        var since = time.GetTimestamp();
        reply.StartError = Spawner.TrySpawn(message.Program, out var pid);
        if (reply.StartError == 0)
            Watch(new Offspring(pid, since, time), message.Grace, ref reply);
        Write((byte*)&reply, sizeof(WardenReply));
    }

    private void Watch(Offspring offspring, TimeSpan grace, ref WardenReply reply)
    {
        if (!EndsAlone(offspring.Leader) || offspring.Reap())
            End(offspring, grace, ref reply);
        reply.Status = offspring.Status;
        reply.Elapsed = offspring.Elapsed.Ticks;
        reply.Usage = offspring.Usage;
    }

    private void End(Offspring offspring, TimeSpan grace, ref WardenReply reply)
    {
        var end = new OffspringEnd(offspring, time);
        end.Run(grace);
        reply.LeftRunning = end.LeftRunning;
        reply.Survivor = end.Survivor;
    }

    /// <summary>Waits for the end of the program. False where it is to be ended: Foray asks for it, or is gone.</summary>
    private bool EndsAlone(int pid)
    {
        var pidfd = LibC.OpenPidfd(pid);
        if (pidfd < 0)
            return false;
        var descriptors = stackalloc PollDescriptor[] { new() { Descriptor = pidfd, Events = LibC.PollIn }, new() { Descriptor = Requests, Events = LibC.PollIn } };
        while (LibC.Poll(descriptors, 2, -1) < 0)
        {
        }

        _ = LibC.Close(pidfd);
        var endsAlone = descriptors[0].Ready != 0;
        if (!endsAlone)
            Read();
        return endsAlone;
    }

    /// <summary>Waits for a message; null where Foray is gone, or somebody else writes.</summary>
    private MessageFrame? Read()
    {
        if (!Fill(_message, sizeof(MessageFrame)))
            return null;
        var frame = *(MessageFrame*)_message;
        if (frame.Length < sizeof(MessageFrame) || frame.Length > Longest)
            return new MessageFrame(0, 0);
        _message = (byte*)NativeMemory.Realloc(_message, (nuint)frame.Length);
        return Fill(_message + sizeof(MessageFrame), frame.Length - sizeof(MessageFrame)) ? frame : null;
    }

    private static bool Fill(byte* target, int length)
    {
        while (length > 0)
        {
            var count = (int)LibC.Read(Requests, target, (nuint)length);
            if (count == 0 || (count < 0 && Marshal.GetLastPInvokeError() != LibC.InterruptedCall))
                return false;
            target += Math.Max(count, 0);
            length -= Math.Max(count, 0);
        }

        return true;
    }

    // Who is gone reads nothing, which the next read will tell.
    private static void Write(byte* bytes, int length)
    {
        while (LibC.Write(Replies, bytes, (nuint)length) < 0 && Marshal.GetLastPInvokeError() == LibC.InterruptedCall)
        {
        }
    }
}
