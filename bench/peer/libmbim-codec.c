/*
 * The codec benchmark's peer: libmbim encodes the CONNECT set that ../codec.ts encodes, and decodes its DEVICE_CAPS
 * response, read from standard input in hexadecimal. Prints one "name value" line each:
 *
 *   encoded  the message in hexadecimal, for the caller to see that both did the same
 *   decoded  the fields as they were read, separated by tabs
 *   encode, decode, receive  nanoseconds a time, the median of many rounds; "receive" includes mbim_message_new
 */
#include <libmbim-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 301
#define TIMES 2000

static guint8 frame[4096];
static gsize frame_length;
static MbimMessage *response;

static MbimMessage *
encode (void)
{
    MbimMessage *message;

    message = mbim_message_connect_set_new (0,
                                            MBIM_ACTIVATION_COMMAND_ACTIVATE,
                                            "internet",
                                            "user",
                                            "password",
                                            MBIM_COMPRESSION_NONE,
                                            MBIM_AUTH_PROTOCOL_CHAP,
                                            MBIM_CONTEXT_IP_TYPE_DEFAULT,
                                            mbim_uuid_from_context_type (MBIM_CONTEXT_TYPE_INTERNET),
                                            NULL);
    mbim_message_set_transaction_id (message, 7);
    return message;
}

static void
decode (const MbimMessage *message, gboolean print)
{
    MbimDeviceType device_type;
    MbimCellularClass cellular_class;
    MbimVoiceClass voice_class;
    MbimSimClass sim_class;
    MbimDataClass data_class;
    MbimSmsCaps sms_caps;
    MbimCtrlCaps control_caps;
    guint32 max_sessions;
    gchar *custom_data_class, *device_id, *firmware_info, *hardware_info;

    if (!mbim_message_response_get_result (message, MBIM_MESSAGE_TYPE_COMMAND_DONE, NULL) ||
        !mbim_message_device_caps_response_parse (message, &device_type, &cellular_class, &voice_class, &sim_class,
                                                  &data_class, &sms_caps, &control_caps, &max_sessions,
                                                  &custom_data_class, &device_id, &firmware_info, &hardware_info,
                                                  NULL)) {
        fprintf (stderr, "libmbim refused the response\n");
        exit (EXIT_FAILURE);
    }
    if (print)
        printf ("decoded %u\t%u\t%u\t%u\t%u\t%u\t%u\t%u\t%s\t%s\t%s\t%s\n",
                device_type, cellular_class, voice_class, sim_class, data_class, sms_caps, control_caps, max_sessions,
                custom_data_class ? custom_data_class : "", device_id ? device_id : "",
                firmware_info ? firmware_info : "", hardware_info ? hardware_info : "");
    g_free (custom_data_class);
    g_free (device_id);
    g_free (firmware_info);
    g_free (hardware_info);
}

static void
run_encode (void)
{
    mbim_message_unref (encode ());
}

static void
run_decode (void)
{
    decode (response, FALSE);
}

static void
run_receive (void)
{
    MbimMessage *message = mbim_message_new (frame, frame_length);

    decode (message, FALSE);
    mbim_message_unref (message);
}

static int
ascending (const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;

    return (difference > 0) - (difference < 0);
}

static void
measure (const char *name, void (*run) (void))
{
    static double rounds[ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
        struct timespec from, to;

        clock_gettime (CLOCK_MONOTONIC, &from);
        for (int time = 0; time < TIMES; time++)
            run ();
        clock_gettime (CLOCK_MONOTONIC, &to);
        rounds[round] = ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / TIMES;
    }
    qsort (rounds, ROUNDS, sizeof rounds[0], ascending);
    printf ("%s %.1f\n", name, rounds[ROUNDS / 2]);
}

int
main (void)
{
    unsigned int octet;
    MbimMessage *message;
    const guint8 *raw;
    guint32 length;

    while (frame_length < sizeof frame && scanf ("%2x", &octet) == 1)
        frame[frame_length++] = octet;
    response = mbim_message_new (frame, frame_length);

    message = encode ();
    raw = mbim_message_get_raw (message, &length, NULL);
    printf ("encoded ");
    for (guint32 at = 0; at < length; at++)
        printf ("%02x", raw[at]);
    printf ("\n");
    decode (response, TRUE);

    measure ("encode", run_encode);
    measure ("decode", run_decode);
    measure ("receive", run_receive);
    return EXIT_SUCCESS;
}
