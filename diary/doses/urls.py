from django.urls import path

from .views import edit_dose, plan, tonight

app_name = "doses"

urlpatterns = [
    path("tonight/", tonight.today, name="today"),
    path("tonight/<day:dose_day>/", edit_dose.edit_dose, name="edit_dose"),
    path("tonight/<day:dose_day>/take/", tonight.take_dose, name="take_dose"),
    path("tonight/<day:dose_day>/skip/", tonight.skip_dose, name="skip_dose"),
    path("tonight/<day:dose_day>/undo/", tonight.undo_answer, name="undo_answer"),
    path("tonight/<day:dose_day>/time/", tonight.shift_time, name="shift_time"),
    path("tonight/<day:dose_day>/move/<day:to_day>/", tonight.move_answer, name="move_answer"),
    path("regimen/", plan.show_plan, name="regimen"),
    path("regimen/new/", plan.begin_plan, name="regimen_new"),
    path("regimen/lines/<int:event_id>/", plan.edit_event, name="edit_event"),
    path("regimen/lines/<int:event_id>/withdraw/", plan.withdraw_event, name="withdraw_event"),
    *(
        path(f"regimen/{change}/", plan.change_plan, {"change": change}, name=f"regimen_{change}")
        for change in plan.CHANGES
    ),
]
