from django.core.management.base import BaseCommand

from diary.reminders.services.ticking import all_enabled, work_out_anew


class Command(BaseCommand):
    help = "Works out anew when every reminder is due: after an update of the time zone data."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{work_out_anew(all_enabled())} changed")
