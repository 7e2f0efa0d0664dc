using System.Runtime.CompilerServices;

namespace Foray.Tracking.Spool;

/// <summary>
/// A series whose points go into a spool. Each segment that has points of it has its name before them, so that a segment can be read, deleted or lost
/// without the others.
/// </summary>
internal sealed class SpoolSeries
{
    private const long Nowhere = -1;

    private readonly SpoolWriter _spool;
    private readonly ulong _word;
    private readonly ReadOnlyMemory<byte> _definition;
    private readonly Func<bool> _prepare;
    private long _namedIn = Nowhere;
    private volatile bool _closed;

    /// <param name="spool">Where the points go.</param>
    /// <param name="number">Number of the series, unique in the spool.</param>
    /// <param name="definition">What its points have in common.</param>
    /// <param name="prepare">Called before each naming. False where what it wrote was dropped in place of the point; throws to refuse the point.</param>
    public SpoolSeries(SpoolWriter spool, uint number, SeriesDefinition definition, Func<bool> prepare)
    {
        (_spool, _prepare) = (spool, prepare);
        _word = SpoolFormat.Word(SlotKind.Point, number);
        _definition = RecordWriter.Series(number, definition);
    }

    /// <summary>Keeps a point.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">There is no room, and the spool's policy is not to drop (FORAY316).</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(long step, long time, double value)
    {
        var segment = _spool.Current;
        if (segment.Number != Volatile.Read(ref _namedIn) || !segment.TryAppend(_word, step, time, value))
            AppendElsewhere(step, time, value);
    }

    /// <summary>Makes all further points be prepared for anew, which refuses them.</summary>
    public void Close()
    {
        _closed = true;
        Interlocked.Exchange(ref _namedIn, Nowhere);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AppendElsewhere(long step, long time, double value)
    {
        while (true)
        {
            var segment = _spool.Current;
            if (segment.Number != Volatile.Read(ref _namedIn) && !Name(time))
                return;
            segment = _spool.Current;
            if (segment.Number != Volatile.Read(ref _namedIn))
                continue;
            if (segment.TryAppend(_word, step, time, value))
                return;
            if (!_spool.TryAdvance(segment, isPoint: true))
                return;
        }
    }

    /// <summary>False where the name was dropped, and the point with it.</summary>
    private bool Name(long time)
    {
        if (!_prepare() || _spool.TryAppend(RecordKind.Series, time, _definition, isPoint: true) is not { } segment)
            return false;
        Interlocked.Exchange(ref _namedIn, segment);
        if (_closed)
            Interlocked.Exchange(ref _namedIn, Nowhere);
        return true;
    }
}
