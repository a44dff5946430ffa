"""A program on the bus, long since started: connects and disconnects by ModemManager, or hears its signals.

    modem-manager-client.py connect COUNT
    modem-manager-client.py listen

Run by modem-manager-host.ts. `connect` prints a line of milliseconds a round, "CONNECT DISCONNECT"; `listen` prints
"ready", then for each change of the signal quality the time of CLOCK_MONOTONIC in nanoseconds.
"""

import sys
import time

import dbus
import dbus.mainloop.glib
from gi.repository import GLib

NAME = "org.freedesktop.ModemManager1"
PROPERTIES = "org.freedesktop.DBus.Properties"


def connect(bus, path, count):
    simple = dbus.Interface(bus.get_object(NAME, path, introspect=False), NAME + ".Modem.Simple")
    settings = dbus.Dictionary({"apn": "internet"}, signature="sv")
    everything = dbus.ObjectPath("/")
    for _ in range(count):
        start = time.monotonic_ns()
        simple.Connect(settings, signature="a{sv}")
        connected = time.monotonic_ns()
        simple.Disconnect(everything, signature="o")
        disconnected = time.monotonic_ns()
        print((connected - start) / 1e6, (disconnected - connected) / 1e6, flush=True)


def listen(bus, path):
    def changed(_interface, values, _invalidated):
        if "SignalQuality" in values:
            print(time.monotonic_ns(), flush=True)

    bus.add_signal_receiver(changed, "PropertiesChanged", PROPERTIES, NAME, path)
    # The bus has taken the subscription before it answers this.
    bus.get_object(NAME, path, introspect=False).Get(NAME + ".Modem", "State", dbus_interface=PROPERTIES)
    print("ready", flush=True)
    GLib.MainLoop().run()


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SystemBus()
    objects = bus.get_object(NAME, "/org/freedesktop/ModemManager1").GetManagedObjects(
        dbus_interface="org.freedesktop.DBus.ObjectManager"
    )
    (path,) = objects
    if sys.argv[1] == "connect":
        connect(bus, path, int(sys.argv[2]))
    else:
        listen(bus, path)


main()
